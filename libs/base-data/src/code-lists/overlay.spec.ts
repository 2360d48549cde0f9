import { describe, expect, it } from '@jest/globals';
import { codeTables } from './code-lists.js';
import { CodeTable } from './code-table.js';
import { CrossReference } from './cross-reference.js';
import { overlay } from './overlay.js';

const table = (name: string): CodeTable =>
  new CodeTable(
    {
      name,
      zh: name,
      en: name,
      source: '',
      sourceDate: '2026-11-01',
      version: '1',
      validity: '',
      columns: {},
    },
    [
      { code: 'A', zh: '甲', en: 'a', attributes: { size: '1' } },
      { code: 'B', zh: '乙', en: 'b', attributes: { size: '2' } },
    ],
    new Map([
      [
        'sys-5',
        new CrossReference([
          { localCode: '1', standardCode: 'A' },
          { localCode: '2', standardCode: 'B' },
        ]),
      ],
    ]),
  );

const base = codeTables([table('letters'), table('others')]);

describe('rows laid over the lists', () => {
  it('add and replace entries', () => {
    const lists = overlay(base, {
      entries: [
        { list: 'letters', entry: { code: 'C', zh: '丙', en: 'c', attributes: {} } },
        {
          list: 'letters',
          entry: { code: 'B', zh: '乙二', en: 'b2', validTo: '2020-12-31', attributes: {} },
        },
      ],
    });
    expect(lists.find('letters', 'C')?.zh).toBe('丙');
    expect(lists.find('letters', 'B', '2021-01-01')).toBeUndefined();
    expect(lists.findBy('letters', 'size', '2')).toBeUndefined();
    expect(lists.entries('letters').map(({ code }) => code)).toEqual(['A', 'C', 'B']);
    expect(lists.toStandard('letters', 'sys-5', '1')).toBe('A');
  });

  it('leave the lists below and other lists as they were', () => {
    const lists = overlay(base, {
      entries: [{ list: 'letters', entry: { code: 'A', zh: '新甲', en: 'new', attributes: {} } }],
    });
    expect(base.find('letters', 'A')?.zh).toBe('甲');
    expect(lists.table('others')).toBe(base.table('others'));
  });

  it('resolve an unknown local code without taking the preference of the one in the file', () => {
    const lists = overlay(base, {
      crossReferences: [
        { list: 'letters', system: 'sys-5', localCode: '9', standardCode: 'A' },
        { list: 'letters', system: 'sys-6', localCode: 'L1', standardCode: 'B' },
      ],
    });
    expect(lists.toStandard('letters', 'sys-5', '9')).toBe('A');
    expect(lists.toLocal('letters', 'sys-5', 'A')).toBe('1');
    expect(lists.toLocal('letters', 'sys-6', 'B')).toBe('L1');
  });

  it('replace all that a local code meant before', () => {
    const lists = overlay(base, {
      crossReferences: [
        { list: 'letters', system: 'sys-5', localCode: '1', standardCode: 'B', validFrom: '2026-01-01' },
      ],
    });
    expect(lists.toStandard('letters', 'sys-5', '1', '2025-12-31')).toBeUndefined();
    expect(lists.toStandard('letters', 'sys-5', '1', '2026-01-01')).toBe('B');
    expect(lists.toLocal('letters', 'sys-5', 'A')).toBeUndefined();
  });

  it('cannot lie on a list that does not exist', () => {
    expect(() =>
      overlay(base, { entries: [{ list: 'none', entry: { code: 'A', zh: '', en: '', attributes: {} } }] }),
    ).toThrow('there is no list "none"');
  });
});
