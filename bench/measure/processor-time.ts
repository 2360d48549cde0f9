/** Processor time that this process has had, garbage collection with it, in microseconds: what others do does not count. */
export function processorMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
