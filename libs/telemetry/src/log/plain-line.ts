/** Fields that the line has elsewhere, or that say nothing at one terminal. */
const elsewhere = new Set(['level', 'time', 'msg', 'process', 'pid', 'stack']);

/** A log record as one line for people, with the stack of an error below it. */
export function plainLine(json: string): string {
  const record = JSON.parse(json) as Record<string, unknown>;
  const { time, level, msg, stack } = record;
  const clock = typeof time === 'string' ? time.slice(11, 19) : '';
  const rest = Object.entries(record)
    .filter(([name, value]) => !elsewhere.has(name) && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const line = [clock, String(level).padEnd(5), String(msg), ...rest].join(' ').trim();
  return typeof stack === 'string' ? `${line}\n${stack}\n` : `${line}\n`;
}
