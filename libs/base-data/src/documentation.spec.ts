import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as baseData from './index.js';

const text = readFileSync(join(process.cwd(), 'docs', 'base-data.md'), 'utf8');
const { lists } = baseData.loadCodeLists(join(process.cwd(), 'code-lists'));

const functions: Record<string, (...words: string[]) => unknown> = {
  normaliseCompanyName: (name) => baseData.normaliseCompanyName(name),
  normaliseAddress: (address) => baseData.normaliseAddress(address),
  normalisePhone: (phone) => baseData.normalisePhone(phone),
  isOrganisationCode: (code) => baseData.isOrganisationCode(code),
  toStandard: (list, system, code) => lists.toStandard(list, system, code),
  toLocal: (list, system, code) => lists.toLocal(list, system, code),
};

const examples = [...text.matchAll(/^\| `(\w+)\((.*)\)` *\| `(.*)` *\|$/gm)];

describe('docs/base-data.md', () => {
  it.each(examples.map(([, name, words, result]) => [name!, words!, result!]))(
    'says truly that %s(%s) gives %s',
    (name, words, result) => {
      expect(functions[name]!(...(JSON.parse(`[${words}]`) as string[]))).toEqual(JSON.parse(result));
    },
  );

  it('has examples, and names every identifier and every form of import', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
    for (const name of [...Object.keys(baseData.identifiers), ...Object.keys(baseData.importForms)]) {
      expect(text).toContain(`\`${name}\``);
    }
  });
});
