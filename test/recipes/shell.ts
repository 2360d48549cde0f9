import { execFile } from 'node:child_process';

/**
 * Runs commands as somebody would type them, in the folder of the project. @returns what they print
 * @throws Error with what they said, when one of them fails
 */
export function typed(commands: string, environment: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...environment }, timeout: 60_000 };
    execFile('bash', ['--norc', '-eu', '-o', 'pipefail', '-c', commands], options, (error, output, said) => {
      if (error === null) resolve(output);
      else reject(new Error(`${error.message}\n${said}`, { cause: error }));
    });
  });
}
