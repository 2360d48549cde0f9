import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

/** A sample message of a source system with some of its text changed, in the bytes of its charset. */
export function sample(
  name: string,
  charset: string,
  changes: Readonly<Record<string, string>> = {},
): Buffer {
  let text = iconv.decode(readFileSync(join('schemas/sources', name)), charset);
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`the sample ${name} has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return iconv.encode(text, charset);
}

/** An order of a key account (sys-1) in GB18030 with the given control reference and order number. */
export function keyAccountOrder(
  numbers: { readonly reference: string; readonly order: string },
  changes: Readonly<Record<string, string>> = {},
): Buffer {
  return sample('sys-1/samples/order-full-wagon.xml', 'gb18030', {
    DK2026031600000001: numbers.reference,
    DD2026031600001: numbers.order,
    ...changes,
  });
}
