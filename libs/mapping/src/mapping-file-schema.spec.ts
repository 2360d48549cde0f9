import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { mappingFileSchema } from './mapping-file-schema.js';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(mappingFileSchema());
const guide = readFileSync(join(process.cwd(), 'docs/mapping.md'), 'utf8');
const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map((found) => found[1]!);
const head = { name: 'x', from: { format: 'json' }, to: { format: 'json' }, map: {} };

describe('the JSON Schema of mapping files', () => {
  it('accepts every example of the guide', () => {
    for (const example of examples) {
      validate({ ...head, ...(parse(example) as object) });
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it.each([
    { ...head, nmae: 'x' },
    { ...head, map: { x: { frm: 'a' } } },
    { ...head, map: { x: 5 } },
    { ...head, map: { x: { from: 'a', apply: ['trimm'] } } },
    { ...head, map: { x: { from: 'a', when: { equal: 'b' } } } },
    { ...head, tests: [{ name: 'no given' }] },
  ])('refuses a misspelt or misplaced key: %j', (file) => {
    expect(validate(file)).toBe(false);
  });
});
