import { describe, expect, it } from '@jest/globals';
import { readableDate, readableDay, readableNumber, readableTime } from './readable-value.js';

describe('values of EDI for people', () => {
  it.each([
    ['20261122', '102', '2026-11-22'],
    ['261122', '101', '2026-11-22'],
    ['990131', '101', '1999-01-31'],
    ['202611220815', '203', '2026-11-22 08:15'],
    ['20261122081530', '204', '2026-11-22 08:15:30'],
    ['202611220815UTC', '303', '2026-11-22 08:15 UTC'],
    ['0815', '401', '08:15'],
    ['202611', '610', '2026-11'],
    ['2026112220261130', '718', '2026-11-22 – 2026-11-30'],
  ])('%s in format %s is %s', (text, format, date) => {
    expect(readableDate(text, format)).toBe(date);
  });

  it('leave a date alone that is not what its format says', () => {
    expect(readableDate('2026112', '102')).toBeUndefined();
    expect(readableDate('20261122', '999')).toBeUndefined();
    expect(readableDate('2026x122', '102')).toBeUndefined();
    expect(readableDay('26112')).toBeUndefined();
    expect(readableTime('2561')).toBeUndefined();
  });

  it('have thousands apart and the decimals that X12 implies', () => {
    expect(readableNumber('12500.5')).toBe('12,500.5');
    expect(readableNumber('1234567')).toBe('1,234,567');
    expect(readableNumber('-12,5')).toBe('-12.5');
    expect(readableNumber('5', 2)).toBe('0.05');
    expect(readableNumber('123456', 2)).toBe('1,234.56');
    expect(readableNumber('12A')).toBeUndefined();
  });

  it('of times have their seconds and parts of them', () => {
    expect(['0815', '081530', '08153099'].map(readableTime)).toEqual(['08:15', '08:15:30', '08:15:30.99']);
  });
});
