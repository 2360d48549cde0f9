/** What is in hand gets this long to finish before the process ends all the same. */
const graceMs = 30_000;

/** One Ctrl-C may reach us twice, from the terminal and passed on by the process that started us. */
const sameRequestMs = 500;

/**
 * Resolves when the process is asked to stop (Ctrl-C, SIGTERM), for the first time; a second request ends it at once.
 * Everything that was acknowledged is durable, so ending at once loses nothing.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let stoppingSince: number | undefined;
    const stop = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (stoppingSince !== undefined && now - stoppingSince > sameRequestMs) process.exit(130);
      if (stoppingSince !== undefined) return;
      stoppingSince = now;
      setTimeout(() => process.exit(1), graceMs).unref();
      resolve(signal);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
