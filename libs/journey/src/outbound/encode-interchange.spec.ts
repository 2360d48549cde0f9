import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { fromPlainValue, hasErrors, type Document } from '#libs/message';
import { SchemaLibrary } from '#libs/validation';
import { encodeInterchange } from './encode-interchange.js';
import type { InterchangeTerms } from './interchange-terms.js';

const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
const at = '2026-03-15T08:30:00.000Z';

const edifact: InterchangeTerms = {
  format: 'edifact',
  schema: 'edifact/d00b/IFTSTA',
  sender: { id: 'RAIL', qualifier: 'ZZ' },
  recipient: { id: 'FORWARDER' },
  syntax: {},
  requestsAcknowledgement: true,
};
const x12: InterchangeTerms = {
  ...edifact,
  format: 'x12',
  schema: 'x12/004010/214',
  recipient: { id: 'SHIPPER', qualifier: '01' },
};

function iftsta(text: string): Document {
  const root = fromPlainValue(
    {
      BGM: { C002: { '1001': '23' }, C106: { '1004': 'S1' } },
      CNI: { '1490': '1', STS: { C555: { '4405': '1' }, FTX: { '4451': 'AAI', C108: { '4440': text } } } },
    },
    'IFTSTA',
  );
  return { format: 'edifact', charset: 'utf-8', root };
}

const carrierStatus: Document = {
  format: 'x12',
  charset: 'utf-8',
  root: fromPlainValue(
    { B10: { B1001: '1', B1002: '2', B1003: 'RAIL' }, LX: { LX01: '1', AT7: { AT701: 'X1', AT702: 'AG' } } },
    '214',
  ),
};

function encoded(
  messages: readonly Document[],
  terms: InterchangeTerms,
  numbers = { interchange: 7, group: 4 },
): { text: string; codes: string[] } {
  const { bytes, issues } = encodeInterchange(messages, terms, schemas, numbers, at);
  return { text: Buffer.from(bytes ?? []).toString('latin1'), codes: issues.map(({ code }) => code) };
}

/** Reads it back: an interchange of ours must be right for everybody. */
function faultsOf(text: string, terms: InterchangeTerms, options: object = {}): string[] {
  const { document, issues } = codecFor(terms.format).decode(Buffer.from(text, 'latin1'), options);
  return [...issues, ...schemas.validate(document!, terms.schema)].map(({ code }) => code);
}

describe('an interchange of ours', () => {
  it('of EDIFACT has UNB and UNZ with its reference, UNH and UNT with theirs', () => {
    const { text, codes } = encoded([iftsta("IT'S LATE"), iftsta('B')], edifact);
    expect(codes).toEqual([]);
    expect(text.split(/(?<=[^?]')/)).toEqual([
      "UNB+UNOC:3+RAIL:ZZ+FORWARDER+260315:0830+7++++1'",
      "UNH+7-1+IFTSTA:D:00B:UN'",
      "BGM+23+S1'",
      "CNI+1'",
      "STS++1'",
      "FTX+AAI+++IT?'S LATE'",
      "UNT+6+7-1'",
      "UNH+7-2+IFTSTA:D:00B:UN'",
      "BGM+23+S1'",
      "CNI+1'",
      "STS++1'",
      "FTX+AAI+++B'",
      "UNT+6+7-2'",
      "UNZ+2+7'",
    ]);
    expect(faultsOf(text, edifact)).toEqual([]);
  });

  it('of X12 has ISA, GS and ST with the code of the group and the version of the schema', () => {
    const { text, codes } = encoded([carrierStatus], x12);
    expect(codes).toEqual([]);
    expect(text.split(/(?<=~)/)).toEqual([
      'ISA*00*          *00*          *ZZ*RAIL           *01*SHIPPER        *260315*0830*U*00401*000000007*1*P*:~',
      'GS*QM*RAIL*SHIPPER*20260315*0830*4*X*004010~',
      'ST*214*0001~',
      'B10*1*2*RAIL~',
      'LX*1~',
      'AT7*X1*AG~',
      'SE*5*0001~',
      'GE*1*4~',
      'IEA*1*000000007~',
    ]);
    expect(faultsOf(text, x12)).toEqual([]);
  });

  it.each([
    [{ version: '4', level: 'UNOY', test: true }, "UNB+UNOY:4+RAIL:ZZ+FORWARDER+20260315:0830+7++++1++1'"],
    [{ separators: { segment: '\n', element: '|' } }, 'UNA:|.? \nUNB|UNOC:3|'],
    [{ decimalMark: ',' as const, lineBreak: 'crlf' as const }, "UNA:+,? '\r\nUNB+UNOC:3+"],
    [{ version: '2', level: 'UNOA' }, 'UNB+UNOA:2+'],
  ])('is written as its destination wants it: %j', (syntax, begin) => {
    const terms = { ...edifact, syntax };
    const { text, codes } = encoded([iftsta('A')], terms);
    expect(codes).toEqual([]);
    expect(text.startsWith(begin)).toBe(true);
    expect(faultsOf(text, terms)).toEqual([]);
  });

  it('of X12 declares its separators and, from 00402 on, repetition', () => {
    const terms: InterchangeTerms = {
      ...x12,
      schema: 'x12/005010/214',
      syntax: { separators: { element: '|', segment: '\n' }, test: true },
    };
    const { text, codes } = encoded([carrierStatus], terms);
    expect(codes).toEqual([]);
    expect(text).toContain('|^|00501|000000007|1|T|:\n');
    expect(faultsOf(text, terms)).toEqual([]);
  });

  it('is in the charset of its level, or in the one that was agreed on', () => {
    const chinese = (syntax: InterchangeTerms['syntax']): ReturnType<typeof encoded> =>
      encoded([iftsta('延误')], { ...edifact, syntax });
    expect(chinese({ level: 'UNOY' }).text).toContain(Buffer.from('延误').toString('latin1'));
    const gb = chinese({ level: 'UNOC', charset: 'gb18030' });
    expect(gb.codes).toEqual([]);
    const terms = { ...edifact, syntax: { charset: 'gb18030' } };
    expect(faultsOf(gb.text, terms, { charset: 'gb18030' })).toEqual([]);
  });

  it('is not written with characters that its level or charset does not have, or with wrong elements', () => {
    const { bytes, issues } = encodeInterchange(
      [iftsta('延误')],
      edifact,
      schemas,
      { interchange: 1, group: 1 },
      at,
    );
    expect([bytes, hasErrors(issues)]).toEqual([undefined, true]);
    expect(issues.map(({ code, value }) => `${code} ${value}`)).toContain('character-not-encodable 延');
    expect(encoded([iftsta('late')], { ...edifact, syntax: { level: 'UNOA' } })).toEqual({
      text: '',
      codes: ['edi-character-not-in-repertoire'],
    });
    expect(
      encoded([{ ...carrierStatus, root: fromPlainValue({ B10: { B1003: 'R*L' } }, '214') }], x12).codes,
    ).toContain('edi-character-not-writable');
    expect(encoded([iftsta('x'.repeat(600))], edifact).codes).toEqual(['edi-value-too-long']);
    expect(encoded([carrierStatus], { ...x12, sender: { id: 'A-VERY-LONG-IDENTITY' } }).codes).toEqual([
      'value-length',
    ]);
  });
});
