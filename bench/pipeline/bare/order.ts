import { Ajv2020 } from 'ajv/dist/2020.js';
import iconv from 'iconv-lite';

/** An order as the bare pipeline reads it: the leaves of the XML by tag, a repeated tag as a list. */
export type Order = Readonly<Record<string, string | readonly string[]>>;

const text = { type: 'string', minLength: 1 } as const;
const isOrder = new Ajv2020().compile({
  type: 'object',
  required: ['BWBH', 'DDH', 'KHBH', 'XDSJ', 'FZTMISM', 'DZTMISM', 'FHDWMC', 'SHDWMC', 'ZZL'],
  properties: { DDH: text, KHBH: text, FZTMISM: text, DZTMISM: text },
});

/** The least that reads such an order: one pass of a regular expression over its leaves. @throws Error */
export function readOrder(bytes: Buffer): Order {
  const xml = iconv.decode(bytes, 'gb18030');
  const order: Record<string, string | string[]> = {};
  for (const [, tag, value] of xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)) {
    const known = order[tag!];
    if (known === undefined) order[tag!] = value!;
    else if (Array.isArray(known)) known.push(value!);
    else order[tag!] = [known, value!];
  }
  if (!isOrder(order)) throw new Error('the order lacks a required field');
  return order;
}

/** The order under other names, as it is stored and published. */
export function mapped(order: Order): object {
  return {
    documentId: order.BWBH,
    orderNumber: order.DDH,
    customer: order.KHBH,
    orderedAt: order.XDSJ,
    origin: order.FZTMISM,
    destination: order.DZTMISM,
    consignor: { name: order.FHDWMC, creditCode: order.FHDWXYDM, address: order.FHDZ },
    consignee: { name: order.SHDWMC, creditCode: order.SHDWXYDM, address: order.SHDZ },
    goods: [order.PM ?? []].flat().map((code, index) => ({ code, weight: [order.ZL ?? []].flat()[index] })),
    grossWeightTonnes: order.ZZL,
    remarks: order.BZSM,
  };
}
