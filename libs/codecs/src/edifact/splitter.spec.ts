import { describe, expect, it } from '@jest/globals';
import type { Part } from '../codec.js';
import type { EdiDocument } from '../edi/edi-document.js';
import { edifactCodec } from './edifact.codec.js';
import type { EdifactOptions } from './edifact-options.js';

const message = (reference: string, text = 'x'): string =>
  `UNH+${reference}+IFTSTA:D:00B:UN'\r\nFTX+AAI+++${text}'\r\nUNT+3+${reference}'\r\n`;
const file =
  `UNA:+.? '\r\nUNB+UNOC:3+A+B+261122:0800+7'\r\nUNG+IFTSTA+A+B+261122:0800+5+UN+D:00B'\r\n${message('1')}${message('2')}` +
  `UNE+2+5'\r\nUNZ+1+7'\r\nUNB+UNOY:4+C+D+20261122:0800+8'\r\n${message('1', '\xe4\xb8\xad*b')}UNZ+1+8'\r\n`;

async function partsOf(text: string, options: EdifactOptions = {}, size = 50): Promise<Part[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: Part[] = [];
  for await (const part of edifactCodec.split!(chunks(), options)) parts.push(part);
  return parts;
}

const bytesOf = (parts: readonly Part[]): string =>
  Buffer.concat(parts.map(({ bytes }) => bytes)).toString('latin1');

describe('splitting EDIFACT', () => {
  it('gives each message apart, and the whole file together', async () => {
    const parts = await partsOf(file);
    expect(parts.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 0, 0, 3, 0]);
    expect(bytesOf(parts)).toBe(file);
    expect(parts.flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('lets every message be read alone as in its file', async () => {
    const whole = edifactCodec.decode(Buffer.from(file, 'latin1')).document as EdiDocument;
    for (const part of (await partsOf(file)).filter(({ sequence }) => sequence > 0)) {
      const context = JSON.parse(JSON.stringify(part.context)) as EdifactOptions;
      const { document, issues } = edifactCodec.decode(part.bytes, context);
      expect(issues).toEqual([]);
      const alone = document as EdiDocument;
      for (const segment of alone.root.children) {
        const same = whole.root.children[segment.ordinal - 1]!;
        expect(segment.position).toEqual(same.position);
        expect([segment.span, segment.positionInMessage]).toEqual([same.span, same.positionInMessage]);
        expect(segment.children.map(({ text }) => text)).toEqual(same.children.map(({ text }) => text));
      }
      const headers = part.sequence === 3 ? ['UNB'] : ['UNB', 'UNG'];
      expect(alone.envelope.map(({ name }) => name)).toEqual(headers);
      expect(alone.envelope[0]!.position).toEqual(
        whole.root.children[part.sequence === 3 ? 10 : 0]!.position,
      );
      expect(Buffer.from(edifactCodec.encode(alone).bytes)).toEqual(Buffer.from(part.bytes));
    }
  });

  it('lets what stands between messages be read as in its file too', async () => {
    const other = `${file}\r\n${file.replace(/^[^]*?UNB/, 'UNB')}`;
    const whole = edifactCodec.decode(Buffer.from(other, 'latin1')).document as EdiDocument;
    for (const part of (await partsOf(other)).filter(({ sequence }) => sequence === 0)) {
      const alone = edifactCodec.decode(part.bytes, part.context).document as EdiDocument;
      for (const segment of alone.root.children) {
        const same = whole.root.children[segment.ordinal - 1]!;
        expect([segment.name, segment.position]).toEqual([same.name, same.position]);
        expect(segment.syntax.separators).toEqual(same.syntax.separators);
        expect(segment.children.map(({ text }) => text)).toEqual(same.children.map(({ text }) => text));
      }
      expect(Buffer.from(edifactCodec.encode(alone).bytes)).toEqual(Buffer.from(part.bytes));
    }
  });

  it('keeps the faults of a message with it and those of the envelope with the part where they show', async () => {
    const faulty = file.replace("UNT+3+2'", "UNT+4+1'").replace('UNH+2', 'UNH+1').replace('UNE+2', 'UNE+3');
    const parts = await partsOf(faulty);
    const own = parts.map(({ bytes, context, sequence }) =>
      sequence === 0 ? [] : edifactCodec.decode(bytes, context).issues.map(({ code }) => code),
    );
    expect(own.flat()).toEqual(['edi-count-mismatch']);
    const found = parts.flatMap(({ sequence, issues }) => issues.map(({ code }) => `${sequence} ${code}`));
    expect(found).toEqual(['2 edi-reference-repeated', '0 edi-count-mismatch']);
  });

  it('cuts off a message that is too long and goes on with the next', async () => {
    const long = message('1').repeat(1).replace("FTX+AAI+++x'", "FTX+AAI+++x'".repeat(200));
    const parts = await partsOf(`UNB+UNOC:3+A+B+1:2+7'${long}${message('2')}UNZ+2+7'`, {
      maxMessageBytes: 1000,
    });
    expect(parts.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 0]);
    expect(parts[1]!.issues.map(({ code }) => code)).toEqual(['input-too-large']);
    expect(parts[1]!.bytes.length).toBeLessThan(1100);
    expect(parts.flatMap(({ issues }) => issues)).toHaveLength(1);
  });

  it('does not hold a file without any terminator', async () => {
    const parts = await partsOf(`UNH+1+X'${'x'.repeat(400_000)}`, { maxMessageBytes: 10_000 }, 5000);
    expect(Math.max(...parts.map(({ bytes }) => bytes.length))).toBeLessThan(30_000);
  });

  it('says of an empty file that it is empty', async () => {
    expect(await partsOf(' \r\n')).toMatchObject([{ sequence: 0, issues: [{ code: 'input-empty' }] }]);
  });
});
