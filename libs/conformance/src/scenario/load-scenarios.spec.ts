import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadScenarios } from './load-scenarios.js';

const root = mkdtempSync(join(tmpdir(), 'bianzu-scenarios-'));
mkdirSync(join(root, 'schemas', 'conformance'), { recursive: true });
afterAll(() => rmSync(root, { recursive: true }));

const written = (text: string): string[] => {
  writeFileSync(join(root, 'schemas', 'conformance', 'one.yaml'), text);
  return loadScenarios(root).problems.map(({ line, message }) => `${line}: ${message.en}`);
};
const words = '{ zh: 甲, en: a }';
const head = `id: one\ntitle: ${words}\nrole: sender\napplies: { otherwise: true }\nsteps:\n`;
const step = (id: string, expects: string): string =>
  `  - { id: ${id}, title: ${words}, do: ${words}, expect: { ${expects} } }\n`;

describe('files of scenarios', () => {
  it('of the example configuration are right', () => {
    const { scenarios, problems } = loadScenarios('.');
    expect(problems).toEqual([]);
    expect(scenarios.length).toBeGreaterThanOrEqual(6);
  });

  it('need not be there', () => {
    expect(loadScenarios(join(root, 'elsewhere'))).toEqual({ scenarios: [], problems: [] });
  });

  it('tell their mistakes with their lines, and are left out', () => {
    expect(written(head + step('a', 'state: accepted'))).toEqual([]);
    expect(written(head + step('a', 'state: accepted') + step('a', 'state: refused'))).toEqual([
      '7: there are two steps "a"',
    ]);
    expect(written(head + step('a', 'sameBytesAs: b'))).toEqual(['6: there is no step "b" before']);
    expect(written(head + step('a', 'without: [x]'))).toEqual(['6: there is no issue code "x"']);
    expect(written(head + step('a', 'issues: [{ code: x }]'))).toEqual(['6: there is no issue code "x"']);
    expect(written(head.replace('id: one', 'id: two') + step('a', 'state: accepted'))).toEqual([
      '1: the file should be two.yaml',
    ]);
    expect(written(`${head}${step('a', 'stat: accepted')}`)[0]).toContain('did you mean "state"');
    const sample = 'samples/a/b.json';
    expect(written(head + step('a', 'confirmedWithin: PT1H'))).toEqual([
      '6: a scenario of a sender cannot check confirmedWithin',
    ]);
    const receiver = head.replace('sender', 'receiver');
    expect(written(receiver + step('a', 'issues: [{ code: element-missing }]'))).toEqual([
      '6: a scenario of a receiver cannot check issues',
    ]);
    const sends = step('a', 'state: accepted').replace('expect', `send: { sample: ${sample} }, expect`);
    expect(written(receiver + sends)).toEqual([`6: there is no sample ${sample}`]);
    expect(written(head + sends)).toContain('6: only a scenario of a receiver has "send"');
    expect(loadScenarios(root).scenarios).toEqual([]);
  });
});
