import type { FormatName } from '#libs/message';
import type { Codec } from './codec.js';
import { csvCodec } from './csv/csv.codec.js';
import { edifactCodec } from './edifact/edifact.codec.js';
import { fixedWidthCodec } from './fixed-width/fixed-width.codec.js';
import { jsonCodec } from './json/json.codec.js';
import { x12Codec } from './x12/x12.codec.js';
import { xmlCodec } from './xml/xml.codec.js';

/** Every codec there is, by the name of its format. */
export const codecs = {
  xml: xmlCodec,
  json: jsonCodec,
  csv: csvCodec,
  'fixed-width': fixedWidthCodec,
  edifact: edifactCodec,
  x12: x12Codec,
} as const satisfies Record<FormatName, Codec>;

/** @throws Error for a name that is no format, from a configuration that was not checked */
export function codecFor(format: FormatName): Codec {
  if (!Object.hasOwn(codecs, format)) throw new Error(`there is no codec for ${format}`);
  return codecs[format];
}
