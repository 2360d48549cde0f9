import { describe, expect, it } from '@jest/globals';
import { issue, issueLayers, issueTexts } from '#libs/message';
import { codesOf, faultCodes, isApplicationFault } from './codes-of.js';
import {
  before005010,
  beforeSyntax4,
  ieaElementCodes,
  isaElementCodes,
  separatorCodes,
} from './envelope-fault-codes.js';

const from = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
const ta1Codes = from(0, 31).map((code) => code.padStart(3, '0'));
const groupCodes = [...from(1, 6), ...from(10, 19), ...from(23, 26)];
const setCodes = [...from(1, 13), ...from(15, 19), ...from(23, 27)];
const segmentCodes = from(1, 8);
const elementCodes = [...from(1, 10), '12', '13'];
const rows = Object.entries(faultCodes);

describe('the codes of faults in acknowledgements', () => {
  it('exist for every fault of EDI', () => {
    const layers = Object.entries(issueLayers).filter(([layer]) => layer.startsWith('edi'));
    const codes = layers.flatMap(([, texts]) => Object.keys(texts));
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !(code in faultCodes))).toEqual([]);
  });

  it('exist for nothing that is no fault', () => {
    expect(rows.filter(([code]) => !(code in issueTexts))).toEqual([]);
  });

  it.each(rows)('of %s are in the lists of the standards', (_, codes) => {
    expect(from(1, 48)).toContain(codes.contrl);
    expect([...ta1Codes, undefined]).toContain(codes.ta1);
    expect([...groupCodes, undefined]).toContain(codes.group);
    expect([...setCodes, undefined]).toContain(codes.set);
    expect(segmentCodes).toContain(codes.segment);
    expect(elementCodes).toContain(codes.element);
    expect(['I4', 'I6', 'I7', 'I8', 'I9', 'I10', undefined]).toContain(codes.guide);
  });

  it('of earlier versions are in the lists of those', () => {
    expect(Object.values(beforeSyntax4).every((code) => Number(code) < 45)).toBe(true);
    expect(from(1, 6)).toEqual(expect.arrayContaining(Object.values(before005010.group)));
    expect(from(1, 10)).toEqual(expect.arrayContaining(Object.values(before005010.element)));
  });

  it('of ISA and IEA are one for each element', () => {
    expect([isaElementCodes.length, ieaElementCodes.length]).toEqual([16, 2]);
    expect(ta1Codes).toEqual(expect.arrayContaining([...isaElementCodes, ...Object.values(separatorCodes)]));
  });

  it('fall back to "unspecified" for faults that EDI does not know', () => {
    expect(codesOf(issue('xml-not-well-formed', {}))).toMatchObject({ contrl: '18', ta1: '024' });
  });

  it('are of the application where they are of content, and not of the directory', () => {
    expect(isApplicationFault(issue('rule-violated', {}))).toBe(true);
    expect(isApplicationFault(issue('code-not-listed', {}))).toBe(true);
    expect(isApplicationFault(issue('code-not-listed', {}, { args: { dataElement: '3227' } }))).toBe(false);
    expect(isApplicationFault(issue('edi-segment-missing', {}))).toBe(false);
    expect(isApplicationFault(issue('reference-repeated', {}))).toBe(false);
  });
});
