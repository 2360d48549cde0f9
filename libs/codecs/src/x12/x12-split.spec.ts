import { describe, expect, it } from '@jest/globals';
import { describeIssue } from '#libs/message';
import type { Part } from '../codec.js';
import type { EdiDocument, EdiSegment } from '../edi/edi-document.js';
import type { X12Options } from './x12-options.js';
import { x12Codec } from './x12.codec.js';

const isa = (control = '000000017'): string =>
  `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261122*0930*U*00401*${control}*0*P*:~\n`;
const gs = (control: string): string => `GS*SR*SENDER*RECEIVER*20261122*0930*${control}*X*004010~\n`;
const set = (reference: string): string => `ST*404*${reference}~\nBX*00*R~\nSE*3*${reference}~\n`;
const file =
  `${isa()}TA1*000000001*261122*0915*A*000~\n${gs('1')}${set('0001')}${set('0002')}GE*2*1~\n` +
  `${gs('2')}${set('0001')}GE*1*2~\nIEA*2*000000017~\n${isa('000000018')}${gs('1')}${set('0001')}GE*1*1~\nIEA*1*000000018~\n`;

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string, options: X12Options = {}, size = 50): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of x12Codec.split!(inChunks(Buffer.from(text), size), options)) parts.push(part);
  return parts;
}

const textOf = (parts: readonly Part[]): string => Buffer.concat(parts.map(({ bytes }) => bytes)).toString();
const open = (part: Part): { document: EdiDocument; issues: string[] } => {
  const context = JSON.parse(JSON.stringify(part.context)) as X12Options;
  const { document, issues } = x12Codec.decode(part.bytes, context);
  return { document: document as EdiDocument, issues: issues.map((fault) => describeIssue(fault, 'en')) };
};
const told = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ issues }) => issues.map((fault) => `${fault.code} ${fault.location.path ?? ''}`));

describe('a stream of X12', () => {
  it('is cut into transaction sets and what lies between them, nothing left out', async () => {
    const parts = await split(file);
    expect(textOf(parts)).toBe(file);
    expect(parts.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 0, 3, 0, 4, 0]);
    expect(told(parts)).toEqual([]);
    expect(Buffer.from(parts[2]!.bytes).toString()).toBe(set('0002'));
  });

  it('gives each set its headers, its offsets and its place', async () => {
    const parts = await split(file);
    const { document, issues } = open(parts[6]!);
    expect(issues).toEqual([]);
    expect(document.root.children.map(({ name }) => name)).toEqual(['ST', 'BX', 'SE']);
    expect(document.envelope.map(({ name }) => name)).toEqual(['ISA', 'GS']);
    expect(document.envelope[0]!.children[12]!.text).toBe('000000018');
    const offset = file.lastIndexOf('ST*404');
    const st = document.root.children[0] as EdiSegment;
    expect([st.ordinal, st.positionInMessage, st.position]).toEqual([19, 1, { offset }]);
    expect(document.envelope[1]!.position.offset).toBe(file.lastIndexOf('GS*SR'));
    expect(parts[6]!.context).toMatchObject({ within: { place: { interchange: 2, group: 1, message: 0 } } });
    expect(open(parts[0]!).document.root.children.map(({ name }) => name)).toEqual(['ISA', 'TA1', 'GS']);
    expect(open(parts[3]!).issues).toEqual([]);
  });

  it('tells with the envelope what no set can know, and with a set what it shows itself', async () => {
    const wrong = file
      .replace('SE*3*0002', 'SE*4*0002')
      .replace('IEA*2*', 'IEA*3*')
      .replace('ST*404*0002', 'ST*404*0001');
    const parts = await split(wrong);
    expect(told(parts)).toEqual(['edi-reference-repeated ST 1/ST02', 'edi-count-mismatch IEA/IEA01']);
    expect(parts[2]!.issues).toHaveLength(1);
    expect(open(parts[2]!).issues).toEqual([
      `SE 3/SE01, byte ${wrong.indexOf('4*0002')}: The trailer counts "4", but there are 3.`,
      `SE 3/SE02, byte ${wrong.indexOf('0002~')}: The reference "0002" of the trailer is not that of its header, "0001".`,
    ]);
  });

  it('goes on behind sets without an end, and tells of levels that nothing closes', async () => {
    const parts = await split(file.replace('SE*3*0001~\n', '').slice(0, -45));
    expect(parts.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 0, 3, 0, 4, 0]);
    expect(open(parts[1]!).issues).toEqual([
      `ST 1, byte ${file.indexOf('ST*')}: SE is missing: nothing closes "ST 0001".`,
    ]);
    expect(told(parts)).toEqual(['edi-trailer-missing ISA', 'edi-trailer-missing GS']);
    expect(open(parts[6]!).issues).toHaveLength(1);
  });

  it('does not hold what is longer than a set may be', async () => {
    const long = `ST*404*0009~\n${'K1*REMARK~\n'.repeat(20_000)}SE*20002*0009~\n`;
    const text = file.replace(set('0002'), long);
    const parts = await split(text, { maxMessageBytes: 10_000 }, 4096);
    expect(textOf(parts)).toBe(text);
    expect(told(parts)).toEqual(['input-too-large ']);
    expect(Math.max(...parts.map(({ bytes }) => bytes.length))).toBeLessThan(140_000);
    expect(parts.at(-2)!.sequence).toBe(4);
    const endless = `${isa()}${gs('1')}ST*404*0001*${'x'.repeat(300_000)}\n${file}`;
    const rest = await split(endless, { maxMessageBytes: 10_000 }, 4096);
    expect(textOf(rest)).toBe(endless);
    expect(told(rest)).toEqual(['input-too-large ', 'edi-reference-repeated ISA/ISA13']);
  });

  it('tells of bytes that belong to no interchange once', async () => {
    const text = `${'junk '.repeat(50_000)}${file}`;
    const parts = await split(text, {}, 4096);
    expect(textOf(parts)).toBe(text);
    expect(told(parts)).toEqual(['edi-header-missing ']);
    expect(told(await split(isa().replace(':~\n', '\n') + gs('1')))).toEqual(['x12-terminator-unknown ISA']);
  });

  it('holds few bytes of a file, however long that is', async () => {
    let given = 0;
    async function* endlessFile(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(isa() + gs('1'));
      for (let n = 1; n <= 20_000; n++) {
        const bytes = Buffer.from(set(String(n).padStart(6, '0')));
        given += bytes.length;
        yield bytes;
      }
    }
    let taken = 0;
    let most = 0;
    for await (const part of x12Codec.split!(endlessFile())) {
      if (part.sequence > 0) taken += part.bytes.length;
      most = Math.max(most, given - taken);
    }
    expect(taken).toBe(given);
    expect(most).toBeLessThan(200_000);
  });
});
