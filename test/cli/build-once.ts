import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const longestBuildMs = 180_000;

/** Builds what is stale; test files that run side by side build one after the other, and only the first has work. */
export async function buildOnce(root: string): Promise<void> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const lock = join(root, 'dist', '.building');
  for (const deadline = Date.now() + longestBuildMs; !taken(lock); await delay(100)) {
    if (Date.now() > deadline) throw new Error(`the build of another test did not end: ${lock}`);
  }
  try {
    await run(process.execPath, [join(root, 'bin/bianzu.js'), '--help']);
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // left behind by a test that was killed
    if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > longestBuildMs) {
      rmSync(lock, { force: true });
    }
    return false;
  }
}
