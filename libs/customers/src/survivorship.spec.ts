import { describe, expect, it } from '@jest/globals';
import type { PlainValue } from '#libs/message';
import { loadSurvivorship, readSurvivorship } from './load-survivorship.js';
import { goldenFields, type FieldRule, type SourceFields } from './survivorship.js';

const source = (system: string, asOf: string, fields: Record<string, PlainValue>): SourceFields => ({
  system,
  localId: `${system}-K1`,
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { value, asOf, messageId: `${system}-m` }]),
  ),
});

describe('survivorship', () => {
  const sources = [
    source('sys-1', '2026-03-01', { name: '华丰物流', creditCode: '91350100M000100Y43', phones: ['1', '2'] }),
    source('sys-2', '2026-03-03', { name: '西安华丰', creditCode: '91350100M000100Y4Z', phones: ['2', '3'] }),
    source('sys-4', '2026-03-02', { name: '西安华丰' }),
  ];
  const winner = (field: string, rule: FieldRule): PlainValue =>
    goldenFields(sources, { default: ['latest'], fields: { [field]: rule } })[field]!.value;

  it('takes the latest, the longest, the most frequent, or a preferred system', () => {
    expect(winner('name', ['latest'])).toBe('西安华丰');
    expect(winner('name', [{ systems: ['sys-9', 'sys-1'] }])).toBe('华丰物流');
    expect(winner('name', ['most-frequent'])).toBe('西安华丰');
    expect(winner('name', ['longest', { systems: ['sys-1'] }])).toBe('华丰物流');
    expect(winner('creditCode', [{ valid: 'credit-code' }, 'latest'])).toBe('91350100M000100Y43');
  });

  it('keeps every different item where the rule is "all"', () => {
    expect(winner('phones', 'all')).toEqual(['2', '3', '1']);
  });

  it('says where a value comes from and keeps the others', () => {
    const { name } = goldenFields(sources, { default: ['latest'], fields: {} });
    expect(name).toEqual({
      value: '西安华丰',
      asOf: '2026-03-03',
      messageId: 'sys-2-m',
      system: 'sys-2',
      localId: 'sys-2-K1',
      alternatives: [
        { value: '西安华丰', asOf: '2026-03-02', messageId: 'sys-4-m', system: 'sys-4', localId: 'sys-4-K1' },
        { value: '华丰物流', asOf: '2026-03-01', messageId: 'sys-1-m', system: 'sys-1', localId: 'sys-1-K1' },
      ],
    });
  });

  it('does not depend on the order of the sources', () => {
    const rules = { default: ['latest' as const], fields: {} };
    expect(goldenFields([...sources].reverse(), rules)).toEqual(goldenFields(sources, rules));
  });
});

describe('the survivorship file', () => {
  it('in the repository is right', () => {
    const { rules, problems } = loadSurvivorship('mappings/customers/survivorship.yaml');
    expect(problems).toEqual([]);
    expect(rules.fields['phones']).toBe('all');
    expect(rules.fields['creditCode']).toEqual([{ valid: 'credit-code' }, 'most-frequent', 'latest']);
  });

  it('is told where it is wrong, and the default stands in', () => {
    const { rules, problems } = readSurvivorship('default: [latest]\nfields:\n  name: [newest]\n', 's.yaml');
    expect(rules).toEqual({ default: ['latest'], fields: {} });
    expect(problems).toMatchObject([{ file: 's.yaml', line: 3, column: 9 }]);
    expect(problems[0]!.message.en).toContain('"fields.name" must be all or a list');
  });

  it('that is no YAML gives the place', () => {
    expect(readSurvivorship('default: [', 's.yaml').problems[0]).toMatchObject({ line: 1 });
  });
});
