/** What is in hand gets this long to finish before the process ends all the same. */
const graceMs = 30_000;

/**
 * Resolves when the process is asked to stop (Ctrl-C, SIGTERM), for the first time; a second request ends it at once.
 * Everything that was acknowledged is durable, so ending at once loses nothing.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (isStopping) process.exit(130);
      isStopping = true;
      setTimeout(() => process.exit(1), graceMs).unref();
      resolve(signal);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
