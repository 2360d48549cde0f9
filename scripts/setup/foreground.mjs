import { constants } from 'node:os';
import { startGroup, stopGroup } from './processes.mjs';

const graceMs = 10_000;

/**
 * Runs one command on our own terminal and returns its exit code, 130 when it was interrupted. Whatever the command has
 * started and left behind in its process group goes with it.
 */
export async function runInForeground(command, args, { env, signal, ...options } = {}) {
  const child = startGroup(command, args, { stdio: 'inherit', env, ...options });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, endedBy) => resolve(code ?? 128 + constants.signals[endedBy]));
  });
  let stopping;
  const stop = () => {
    if (child.pid !== undefined) stopping = stopGroup(child.pid, signal.reason, graceMs);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await ended;
    if (child.pid !== undefined) await (stopping ?? stopGroup(child.pid));
    return signal?.aborted ? 130 : code;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
