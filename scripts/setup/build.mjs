/**
 * Builds `dist` when a source has changed since the last build. All of `apps`, `libs` and the simulators are compiled in
 * one go; type errors are the type check's business (`npm run typecheck`), not the build's. Several processes may ask at
 * once: one builds, the others wait for it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './processes.mjs';

const sources = ['apps', 'libs', 'test/simulators'];
const settings = ['package.json', 'package-lock.json', '.swcrc', 'nest-cli.json'];

/** A build takes seconds; a lock that is older was left by a process that died. */
const lockLivesMs = 120_000;

/** @throws Error with the compiler's words */
export async function buildWhenStale(root) {
  if (isFresh(root)) return;
  const lock = join(root, 'node_modules', '.bianzu-build');
  while (!taken(lock)) await delay(100);
  try {
    if (!isFresh(root)) await build(root);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function build(root) {
  console.log('build: nest build');
  const state = stateOf(root);
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { code, output } = await run(process.execPath, [nest, 'build', 'hub'], { cwd: root });
  if (code !== 0) throw new Error(`构建失败 / the build failed\n${output}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', '.built'), state);
}

function taken(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > lockLivesMs) rmSync(lock, { recursive: true, force: true });
  return false;
}

function isFresh(root) {
  const stamp = join(root, 'dist', '.built');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOf(root);
}

/** How many source files there are, and when the newest was written. */
function stateOf(root) {
  const files = [
    ...settings.map((file) => join(root, file)),
    ...sources.flatMap((folder) => filesUnder(join(root, folder))),
  ];
  const newest = files.reduce((latest, file) => Math.max(latest, statSync(file).mtimeMs), 0);
  return `${files.length} ${newest}`;
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
