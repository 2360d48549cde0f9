import { describe, expect, it } from '@jest/globals';
import { dateFormatOf } from './date-format.js';

describe('a date format', () => {
  it.each([
    ['yyyyMMdd', '20240229', '2024-02-29'],
    ['yyyy-MM-dd HH:mm:ss', '2026-03-01 23:59:59', '2026-03-01'],
    ["yyyy'年'MM'月'dd'日'", '2026年03月01日', '2026-03-01'],
    ['iso', '2026-03-01T00:00:00.123+08:00', '2026-03-01'],
  ])('%s reads %s', (format, text, date) => {
    expect(dateFormatOf(format)!.read(text)).toMatchObject({ kind: 'moment', date });
  });

  it('knows a day that does not exist from a text that is no date', () => {
    expect(dateFormatOf('yyyyMMdd')!.read('20260229').kind).toBe('impossible');
    expect(dateFormatOf('iso')!.read('2026-13-01').kind).toBe('impossible');
    expect(dateFormatOf('HH:mm')!.read('24:00').kind).toBe('impossible');
    expect(dateFormatOf('yyyyMMdd')!.read('2026-02-2').kind).toBe('malformed');
  });

  it('takes a time without zone as Chinese standard time', () => {
    const local = dateFormatOf('yyyy-MM-dd HH:mm')!.read('2026-03-01 08:00');
    expect(local).toMatchObject({ epochMs: Date.UTC(2026, 2, 1) });
    expect(dateFormatOf('iso')!.read('2026-03-01T00:00:00Z')).toMatchObject({
      epochMs: Date.UTC(2026, 2, 1),
    });
  });

  it.each(['YYYY-MM-DD', 'yyyyMM', 'ss', 'yyyy-MM-dd-dd', 'date', ''])('may not be "%s"', (format) => {
    expect(dateFormatOf(format)).toBeUndefined();
  });
});
