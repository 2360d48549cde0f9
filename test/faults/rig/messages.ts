import type { Random } from '../../simulators/random.js';
import { iftmin, interchange } from '../../support/edifact-samples.js';
import { parcelFile, parcelLine } from '../../support/parcel-file.js';
import { keyAccountOrder, sample } from '../../support/samples.js';
import type { Sending } from './ledger.js';

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A version of an order: the number of packages is the version, and each is stated a second after the one before. */
export function orderVersion(order: number, version: number, isWrong = false): Buffer {
  const at = `2026-03-16 ${twoDigits(9 + Math.floor(version / 3600))}:${twoDigits(Math.floor(version / 60) % 60)}:${twoDigits(version % 60)}`;
  return keyAccountOrder(
    { reference: referenceOf(order, version, isWrong), order: orderNumber(order) },
    {
      '2026-03-16 08:30:00': at,
      '<JS>1200</JS>': `<JS>${version}</JS>`,
      ...(isWrong ? { 团结村: '不存在的站', '30062': '99999' } : {}),
    },
  );
}

export function orderNumber(order: number): string {
  return `DD20260316${String(order).padStart(5, '0')}`;
}

export function referenceOf(order: number, version: number, isWrong = false): string {
  return `${isWrong ? 'DF' : 'DK'}20260316${String(order).padStart(5, '0')}${String(version).padStart(4, '0')}`;
}

const largeBytes = 1_500_000;

/** The same order with much around it that means nothing. */
function large(order: Buffer): Buffer {
  return Buffer.concat([order, Buffer.from(`\n<!--${' '.repeat(largeBytes)}-->`)]);
}

/** The order and the version that are in a reference. */
export function placeOfReference(reference: string): readonly [order: string, version: number] {
  const order = Number(reference.slice(10, 15));
  const version = Number(reference.slice(15));
  if (referenceOf(order, version) !== reference) throw new Error(`not a reference of ours: ${reference}`);
  return [orderNumber(order), version];
}

/**
 * What the sender of one order sends, in this order: versions, few of them large, some twice (under another id: a duplicate), some
 * wrong, some under a number that is taken (a conflict).
 */
export function* orderSteps(order: number, channel: 'rest' | 'amqp', random: Random): Generator<Sending> {
  let count = 0;
  const step = (
    bytes: Buffer,
    expected: Sending['expected'],
    version: number,
    reference: string,
  ): Sending => ({
    id: `order-${order}-${(count += 1)}`,
    sender: 'sys-1',
    channel,
    bytes,
    contentType: 'application/xml',
    expected,
    key: orderNumber(order),
    version,
    reference,
  });
  for (let version = 1; ; version += 1) {
    const own = orderVersion(order, version);
    const bytes = random.chance(0.01) ? large(own) : own;
    const reference = referenceOf(order, version);
    yield step(bytes, 'accepted', version, reference);
    const kind = random.next();
    if (kind < 0.1) yield step(bytes, 'duplicate', version, reference);
    else if (kind < 0.2) {
      const wrong = orderVersion(order, version, true);
      yield step(wrong, 'refused', version, referenceOf(order, version, true));
    } else if (kind < 0.25) {
      const other = Buffer.concat([bytes, Buffer.from('\n')]);
      yield step(other, 'refused', version, reference);
    }
  }
}

/** What `preload/deadly.mjs` looks for. */
export const deadlyWords = 'DXDEADLY';
export const deadlyIds = 'deadly-';

/** An order that ends each process which works on it. Its key is that of another flow of orders, which has to go on. */
export function deadlyOrder(number: number): Sending {
  const order = orderNumber(number);
  return {
    id: `${deadlyIds}${number}`,
    sender: 'sys-1',
    channel: 'rest',
    bytes: keyAccountOrder({ reference: `${deadlyWords}${number}`, order }),
    contentType: 'application/xml',
    expected: 'parked',
    key: order,
  };
}

/** A status that becomes an interchange for each of two partners. */
export function status(number: number): Sending {
  const digits = String(1_000 + number);
  return {
    id: `status-${number}`,
    sender: 'sys-4',
    channel: 'rest',
    bytes: sample('sys-4/samples/status.json', 'utf-8', {
      'ZT-20260316-000001': `ZT-20260316-00${digits}`,
      '202603TY4150010001': `202603TY415001${digits}`,
    }),
    contentType: 'application/json',
    expected: 'accepted',
  };
}

/** A byte that nobody can make anything of: it waits until somebody does. */
export function tiny(number: number, channel: 'rest' | 'amqp'): Sending {
  return {
    id: `tiny-${channel}-${number}`,
    sender: channel === 'rest' ? 'sys-4' : 'forwarder-edi',
    channel,
    bytes: Buffer.from('?'),
    contentType: 'application/octet-stream',
    expected: 'quarantined',
  };
}

const wrongEach = 50;

/** A file of parcels; every fiftieth line is wrong. */
export function parcels(file: number, lines: number): Sending {
  const refused = Math.floor(lines / wrongEach);
  return {
    id: `parcels-${file}`,
    sender: 'sys-6',
    channel: 'rest',
    bytes: parcelFile(
      Array.from({ length: lines }, (_, index) => {
        const number = file * 10_000 + index;
        return index % wrongEach === wrongEach - 1
          ? parcelLine(number, { 重量千克: '不详' })
          : parcelLine(number);
      }),
    ),
    contentType: 'text/csv',
    fileName: `LSKY_2026${String(1000 + file)}.csv`,
    expected: 'split',
    records: { accepted: lines - refused, refused },
  };
}

/** An interchange of IFTMIN; every fiftieth message is wrong. */
export function interchangeOf(number: number, messages: number): Sending {
  const refused = Math.floor(messages / wrongEach);
  const texts = Array.from({ length: messages }, (_, index) => {
    const own = String(index + 1);
    const isWrong = index % wrongEach === wrongEach - 1;
    return iftmin(own, `SI-${number}-${own}`, isWrong ? { 'GID+1+12:BG': 'GID+1+MANY:BG' } : {});
  });
  return {
    id: `interchange-${number}`,
    sender: 'forwarder-edi',
    channel: 'rest',
    bytes: Buffer.from(interchange({ reference: `FAULT${number}` }, texts)),
    contentType: 'application/edifact',
    expected: 'split',
    records: { accepted: messages - refused, refused },
  };
}
