/**
 * Builds `dist` when a source is newer than the last build. All of `apps`, `libs` and the simulators are compiled in one
 * go; type errors are the type check's business (`npm run typecheck`), not the build's.
 */
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

const sources = ['apps', 'libs', 'test/simulators'];
const settings = ['package.json', 'package-lock.json', '.swcrc', 'nest-cli.json'];

/** @throws Error with the compiler's words */
export async function buildWhenStale(root) {
  const stamp = join(root, 'dist', '.built');
  const newest = newestOf(root);
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  console.log('build: nest build');
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { code, output } = await run(process.execPath, [nest, 'build', 'hub'], { cwd: root });
  if (code !== 0) throw new Error(`构建失败 / the build failed\n${output}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, new Date(), new Date(newest));
}

function newestOf(root) {
  let newest = 0;
  for (const file of settings) newest = Math.max(newest, statSync(join(root, file)).mtimeMs);
  for (const folder of sources) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return Math.ceil(newest);
}
