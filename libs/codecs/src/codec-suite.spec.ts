import { describe, expect, it } from '@jest/globals';
import { toPlainValue } from '#libs/message';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { codecs } from './index.js';
import type { Codec, CodecExample } from './codec.js';

const cases = Object.values(codecs).flatMap((codec: Codec) =>
  codec.examples.map((example) => ({ name: `${codec.name}: ${example.title}`, codec, example })),
);

describe.each(Object.values(codecs) as Codec[])('the codec $name', (codec) => {
  it('has an options schema that its examples obey', () => {
    const validate = new Ajv2020().compile(codec.optionsSchema);
    for (const { options = {} } of codec.examples) {
      expect(Object.keys(options).length === 0 || validate(options)).toBe(true);
    }
  });

  it('speaks of itself in both languages and has a canonical example', () => {
    expect(codec.summary.zh).not.toBe('');
    expect(codec.summary.en).not.toBe('');
    expect(codec.examples.some((example) => example.canonical)).toBe(true);
  });

  it('finds nothing in nothing', () => {
    const { options } = codec.examples[0]!;
    for (const bytes of [new Uint8Array(), Buffer.from(' \n'), Buffer.from([0xef, 0xbb, 0xbf])]) {
      expect(codec.decode(bytes, options)).toMatchObject({ issues: [{ code: 'input-empty' }] });
    }
  });
});

describe.each(cases)('the example $name', ({ codec, example }) => {
  it('decodes to its value with its issues', () => {
    const { document, issues } = codec.decode(example.bytes, example.options);
    expect(issues.map(({ code }) => code)).toEqual(example.issues ?? []);
    expect(document && toPlainValue(document.root)).toEqual(example.value);
    if (example.charset !== undefined) expect(document?.charset).toBe(example.charset);
  });

  it('is recognised as its format where its first bytes can tell', () => {
    if (codec.name === 'xml' || codec.name === 'json') expect(codec.recognises(example.bytes)).toBe(true);
    expect(typeof codec.recognises(example.bytes)).toBe('boolean');
  });

  it('comes back byte for byte, if it is canonical', () => {
    if (!example.canonical) return expect(example.canonical).toBe(false);
    const document = codec.decode(example.bytes, example.options).document!;
    const { bytes, issues } = codec.encode(document, example.options);
    expect(issues).toEqual([]);
    expect(Buffer.from(bytes).toString('latin1')).toBe(Buffer.from(example.bytes).toString('latin1'));
  });

  it('gives issues or a document, cut at whichever byte', () => {
    for (let length = 0; length < example.bytes.length; length++) {
      expectAnswer(codec, example, example.bytes.subarray(0, length));
    }
  });

  it('gives issues or a document, whatever bytes are changed', () => {
    const random = seeded(20261122);
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from(example.bytes);
      for (let change = 0; change <= random(4); change++) bytes[random(bytes.length)] = random(256);
      expectAnswer(codec, example, bytes);
    }
  });

  it('gives the same records in a stream, wherever the chunks end', async () => {
    if (codec.split === undefined) return expect(codec.name).toMatch(/xml|json/);
    const whole = await partsOf(codec, example, example.bytes.length);
    for (const size of [1, 2, 3, 7, 64]) {
      expect(await partsOf(codec, example, size)).toEqual(whole);
    }
  });
});

function expectAnswer(codec: Codec, example: CodecExample, bytes: Uint8Array): void {
  const { document, issues } = codec.decode(bytes, example.options);
  if (document === undefined && issues.length === 0) {
    throw new Error(`no answer to ${Buffer.from(bytes).toString('hex')}`);
  }
  for (const fault of issues) if (fault.location.line === 0) throw new Error(JSON.stringify(fault));
  if (document !== undefined) codec.encode(document, { ...example.options, rootName: 'x' });
}

async function partsOf(codec: Codec, example: CodecExample, size: number): Promise<object[]> {
  const parts: object[] = [];
  for await (const part of codec.split!(inChunks(example.bytes, size), example.options)) {
    parts.push({ ...part, bytes: Buffer.from(part.bytes).toString('latin1') });
  }
  return parts;
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The same numbers on every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
