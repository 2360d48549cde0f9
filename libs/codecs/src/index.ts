export { canonicalCharset } from './charset/charset.js';
export { decodeText, type DecodedText } from './charset/decode-text.js';
export { encodeText, type EncodedText } from './charset/encode-text.js';
export type { Codec, CodecExample, Decoded, Encoded, Part } from './codec.js';
export type { CsvOptions } from './csv/csv-options.js';
export {
  isEdiDocument,
  isEdiSegment,
  type EdiDocument,
  type EdiSegment,
  type EdiValues,
} from './edi/edi-document.js';
export { shortKey } from './edi/short-key.js';
export type { EdiSeparators, EdiSyntax } from './edi/edi-syntax.js';
export type { EnvelopePlace } from './edi/envelope-place.js';
export type { EdifactOptions, HeaderText, MessageSurroundings } from './edifact/edifact-options.js';
export type { ColumnLayout, FixedWidthOptions, RecordLayout } from './fixed-width/fixed-width-options.js';
export type { JsonOptions } from './json/json-options.js';
export { peek } from './peek/peek.js';
export { recognise, type Recognition, type RecognitionHints } from './recognise.js';
export { codecFor, codecs } from './registry.js';
export { groupsOfSet } from './x12/functional-groups.js';
export type { X12Options, X12Surroundings } from './x12/x12-options.js';
export type { XmlOptions } from './xml/xml-options.js';
