import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const right = {
  'a value': "import { A } from './a.js'; new A();",
  'what is handed on': "import { A } from './a.js'; export { A };",
  'what is both type and value': "import { A } from './a.js'; export const f = (a: A) => a instanceof A;",
  'what is asked for its kind': "import { A } from './a.js'; console.log(typeof A);",
  'a type as such': "import type { A } from './a.js'; export const f = (a: A) => a.b;",
  'a type among values': "import { type A, b } from './a.js'; export const f = (a: A) => b(a);",
  'types of what Nest makes':
    "import { A } from './a.js'; @Injectable() export class B { constructor(private readonly a: A) {} }",
  'nothing but the file': "import './a.js';",
};

const wrong = {
  'a type as a value': "import { A } from './a.js'; export const f = (a: A) => a.b;",
  'types of what others make': "import A from './a.js'; export class B { constructor(readonly a: A) {} }",
  'all, for a type of it': "import * as a from './a.js'; export type B = a.A;",
  'a type among values, as one of them': "import { A, b } from './a.js'; export const f = (a: A) => b(a);",
  'a value for its type': "import { A } from './a.js'; export type B = typeof A.b.c;",
  'a type in the middle of the file': "export type B = import('./a.js').A;",
};

const folder = mkdtempSync(join(tmpdir(), 'bianzu-lint-'));
const samples = Object.entries({ ...right, ...wrong });
const fileOf = (name: string): string => `${samples.findIndex(([known]) => known === name)}.ts`;

/** The files in which the linter finds something. */
function reported(): Set<string> {
  for (const [name, code] of samples) writeFileSync(join(folder, fileOf(name)), code);
  const configuration = {
    categories: { correctness: 'off' },
    jsPlugins: [resolve('scripts/lint/type-imports.mjs')],
    rules: { 'bianzu/type-imports': 'error' },
  };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(configuration));
  const command = [resolve('node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'];
  const { stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['bianzu(type-imports)']));
  return new Set(diagnostics.map(({ filename }) => filename));
}

describe('imports', () => {
  const found = reported();
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.keys(right))('may be of %s', (name) => {
    expect(found).not.toContain(fileOf(name));
  });

  it.each(Object.keys(wrong))('may not be of %s', (name) => {
    expect(found).toContain(fileOf(name));
  });
});
