import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

const sources = /^(libs|bench)\/(?!.*(\/node_modules\/|\.spec\.ts$)).*\.ts$/;

/**
 * Compiles the libraries and the bench, so that the memory that a process takes is that of the work and not that of the
 * compiler beside it. @returns the folder
 */
export function compile(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  for (const file of ['libs', 'bench'].flatMap(filesIn).filter((path) => sources.test(path))) {
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformSync(readFileSync(file, 'utf8'), { filename: file, sourceMaps: false });
    writeFileSync(target, code);
  }
  const imports = { '#libs/*': './libs/*/src/index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
}
