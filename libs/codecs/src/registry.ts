import type { FormatName } from '#libs/message';
import type { Codec } from './codec.js';
import { csvCodec } from './csv/csv.codec.js';
import { edifactCodec } from './edifact/edifact.codec.js';
import { fixedWidthCodec } from './fixed-width/fixed-width.codec.js';
import { jsonCodec } from './json/json.codec.js';
import { xmlCodec } from './xml/xml.codec.js';

/** Every codec there is, by the name of its format. */
export const codecs = {
  xml: xmlCodec,
  json: jsonCodec,
  csv: csvCodec,
  'fixed-width': fixedWidthCodec,
  edifact: edifactCodec,
} as const satisfies Partial<Record<FormatName, Codec>>;

/** @throws Error for a format that can be recognised but not yet read */
export function codecFor(format: FormatName): Codec {
  if (!Object.hasOwn(codecs, format)) throw new Error(`there is no codec for ${format}`);
  return codecs[format as keyof typeof codecs];
}
