import type { Codec } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { X12Reader } from './reader.js';
import { splitX12 } from './splitter.js';
import { X12Writer } from './writer.js';
import { x12Examples } from './x12-examples.js';
import { x12OptionsSchema, type X12Options } from './x12-options.js';

/**
 * ASC X12 interchanges of any version: ISA, GS, ST and what is in them, with the separators that each ISA declares. The
 * document is the flat list of segments; a transaction set that was split off has its ISA and GS in `envelope`.
 */
export const x12Codec: Codec<X12Options> = {
  name: 'x12',
  summary: {
    zh: 'ASC X12 交换，分隔符取自 ISA，按交易集流式拆分。',
    en: 'ASC X12 interchanges with the separators of their ISA, split into transaction sets as a stream.',
  },
  optionsSchema: x12OptionsSchema,
  recognises: (head) =>
    /^(?:\xef\xbb\xbf)?\s*ISA[^A-Za-z0-9\s]/.test(Buffer.from(head.subarray(0, 64)).toString('latin1')),
  decode(bytes, options = {}) {
    return emptyInput(bytes) ?? new X12Reader(bytes, options).read();
  },
  encode(document, options = {}) {
    return new X12Writer(document, options).write();
  },
  split: (chunks, options = {}) => splitX12(chunks, options),
  examples: x12Examples,
};
