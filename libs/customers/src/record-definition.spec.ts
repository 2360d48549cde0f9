import { describe, expect, it } from '@jest/globals';
import { loadRecordDefinitions, recordDefinitions } from './record-definition.js';

describe('record definitions', () => {
  it('come from the annotations of the canonical schemas', () => {
    const { definitions, problems } = loadRecordDefinitions('schemas');
    expect(problems).toEqual([]);
    const order = definitions.find((definition) => definition.type === 'transport-order')!;
    expect(order.number.text).toBe('orderNumber');
    expect(order.parties.map((party) => party.role)).toContain('consignee');
    expect(order.keys.map((key) => key.type)).not.toContain('phone');
  });

  it('leave out schemas that are not records, and name what is wrong in the others', () => {
    const { definitions, problems } = recordDefinitions([
      { type: 'a', version: 1, file: 'a.json', schema: { 'x-bianzu': { message: 'A' } } },
      { type: 'b', version: 1, file: 'b.json', schema: { 'x-bianzu': { record: { kind: 'b' } } } },
      {
        type: 'c',
        version: 1,
        file: 'c.json',
        schema: { 'x-bianzu': { record: { kind: 'c', number: 'a[', asOf: 't' } } },
      },
    ]);
    expect(definitions).toEqual([]);
    expect(problems.map((problem) => `${problem.file}: ${problem.message.en}`)).toEqual([
      'b.json: wrong x-bianzu annotation: "number" must be a text that is not empty',
      expect.stringContaining('c.json: wrong x-bianzu annotation: in the path "a["'),
    ]);
  });
});
