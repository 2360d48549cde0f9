import { decodeText } from '../charset/decode-text.js';
import { encodeText, requireCharset } from '../charset/encode-text.js';
import type { Codec, CodecExample } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { startsWith } from '../starts-with.js';
import { jsonOptionsSchema, type JsonOptions } from './json-options.js';
import { JsonReader } from './reader.js';
import { JsonWriter } from './writer.js';

const examples: readonly CodecExample<JsonOptions>[] = [
  {
    title: 'numbers keep their text, also beyond what a double holds',
    bytes: encodeText(
      '{"ydh":"202611TY31580001","zl":1980.50,"id":12345678901234567890,"hw":[{"pm":"煤"},{"pm":"焦炭"}]}',
      'utf-8',
    ).bytes,
    value: {
      ydh: '202611TY31580001',
      zl: 1980.5,
      id: 12345678901234567000,
      hw: [{ pm: '煤' }, { pm: '焦炭' }],
    },
    charset: 'utf-8',
    canonical: true,
  },
  {
    title: 'indented, with what a GBK partner cannot read as escapes',
    bytes: encodeText(
      '{\n  "xm": "王\\ud842\\udfb7",\n  "bz": [],\n  "ok": [\n    true,\n    null\n  ]\n}',
      'gbk',
    ).bytes,
    options: { charset: 'gbk', indent: 2 },
    value: { xm: '王𠮷', bz: [], ok: [true, null] },
    charset: 'gbk',
    canonical: true,
  },
  {
    title: 'a name given twice: both are kept, and reported',
    bytes: encodeText('{"no":1,"no":2}', 'utf-8').bytes,
    value: { no: [1, 2] },
    issues: ['json-name-repeated'],
    canonical: false,
  },
  {
    title: 'a comma too many',
    bytes: encodeText('{"no":[1,2,]}', 'utf-8').bytes,
    issues: ['json-not-well-formed'],
    canonical: false,
  },
];

/** JSON by RFC 8259, strictly; any charset is read, although the standard only knows UTF-8. */
export const jsonCodec: Codec<JsonOptions> = {
  name: 'json',
  summary: {
    zh: 'JSON（RFC 8259），数字按原文保留，报告重复的名称。',
    en: 'JSON (RFC 8259); numbers keep their text, repeated names are reported.',
  },
  optionsSchema: jsonOptionsSchema,
  recognises: (head) => startsWith(head, '{['),
  decode(bytes, options = {}) {
    const empty = emptyInput(bytes);
    if (empty !== undefined) return empty;
    const { text, charset, issues } = decodeText(bytes, options.charset);
    const reader = new JsonReader(text, options);
    const root = reader.read();
    const all = [...issues, ...reader.issues];
    return root === undefined
      ? { issues: all }
      : { document: { format: 'json', charset, root }, issues: all };
  },
  encode(document, options = {}) {
    const charset = requireCharset(options.charset ?? document.charset);
    return new JsonWriter(document, charset, options).write();
  },
  examples,
};
