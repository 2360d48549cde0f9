import type { CanonicalEffect } from '#libs/journey';
import type { PlainValue } from '#libs/message';

/** One line of what a record contributes: by goods category. */
export interface FreightLine {
  /** yyyy-mm, in China's time. */
  readonly month: string;
  readonly basis: 'ordered' | 'carried';
  readonly category: string;
  readonly origin: string;
  readonly destination: string;
  /** Of the origin. */
  readonly bureau: string;
  readonly consignments: number;
  readonly kg: number;
  readonly teu: number;
  readonly wagons: number;
  readonly pieces: number;
  readonly revenue: number;
}

export interface Contribution {
  /** The record in the customer store. */
  readonly kind: string;
  readonly system: string;
  readonly number: string;
  readonly messageId: string;
  /** None when it was cancelled or refused. */
  readonly lines: readonly FreightLine[];
}

type Json = Readonly<Record<string, PlainValue | undefined>>;

const chinaOffsetMs = 8 * 3_600_000;

/** Of a container that only says how many there are, not how large. */
const usualTeu = 1;

/** ISO 6346: the first character of the size and type is the length. */
const teuByLength: Readonly<Record<string, number>> = { 1: 0.5, 2: 1, 3: 1.5, 4: 2, L: 2.25, M: 2.4 };

const ended: ReadonlySet<PlainValue | undefined> = new Set(['cancelled', 'refused']);

/**
 * What a canonical message contributes to the statistics; undefined when it is of a kind that is not counted. Weights stand
 * under the category of each item; what belongs to the consignment as a whole (itself, its containers, wagons, pieces
 * and charges) stands under the category of the greatest weight, so that sums over categories are right.
 */
export function contributionOf({
  type,
  system,
  messageId,
  value,
  receivedAt,
}: CanonicalEffect): Contribution | undefined {
  const reading = readings[type];
  if (reading === undefined) return undefined;
  const document = value as Json;
  const number = textOf(document[reading.number]).trim();
  if (number === '') return undefined;
  const isCancelled = document.functionCode === '1' || ended.has(document.status);
  return {
    kind: type,
    system,
    number,
    messageId,
    lines: isCancelled ? [] : linesOf(document, reading, receivedAt),
  };
}

interface Reading {
  readonly number: string;
  readonly basis: FreightLine['basis'];
  /** Of the times that it has, the first that is known says the month. */
  readonly times: readonly string[];
  items(document: Json): readonly Json[];
  whole(document: Json): Pick<FreightLine, 'teu' | 'wagons' | 'pieces' | 'revenue'>;
}

const readings: Readonly<Record<string, Reading>> = {
  'transport-order': {
    number: 'orderNumber',
    basis: 'ordered',
    times: ['acceptedAt', 'issuedAt'],
    items: ({ items }) => listOf(items),
    whole: ({ equipment, wagonCount }) => ({
      teu: teuOf(listOf(equipment)),
      wagons: numberOf(wagonCount),
      pieces: 0,
      revenue: 0,
    }),
  },
  'consignment-note': {
    number: 'waybillNumber',
    basis: 'carried',
    times: ['departedAt', 'acceptedAt', 'issuedAt'],
    items: ({ items }) => listOf(items),
    whole: ({ containers, wagons, freightAmountCny }) => ({
      teu: teuOf(listOf(containers)),
      wagons: listOf(wagons).length,
      pieces: 0,
      revenue: numberOf(freightAmountCny),
    }),
  },
  'parcel-shipment': {
    number: 'parcelNumber',
    basis: 'carried',
    times: ['acceptedAt', 'issuedAt'],
    items: ({ categoryCode, grossWeightKg }) => [{ categoryCode, grossWeightKg }],
    whole: ({ pieceCount, freightAmountCny }) => ({
      teu: 0,
      wagons: 0,
      pieces: numberOf(pieceCount),
      revenue: numberOf(freightAmountCny),
    }),
  },
};

function linesOf(document: Json, reading: Reading, receivedAt: string): FreightLine[] {
  const time = reading.times.map((name) => document[name]).find((one) => typeof one === 'string');
  const [origin, destination] = [document.origin as Json, document.destination as Json];
  const place = {
    month: monthOf(textOf(time), receivedAt),
    basis: reading.basis,
    origin: textOf(origin?.stationCode),
    destination: textOf(destination?.stationCode),
    bureau: textOf(origin?.bureauCode),
  };
  const weights = new Map<string, number>();
  for (const item of reading.items(document)) {
    const category = textOf(item.categoryCode) || textOf(item.goodsCode).slice(0, 2);
    weights.set(category, (weights.get(category) ?? 0) + numberOf(item.grossWeightKg));
  }
  const heaviest = [...weights].sort(([a, kg], [b, other]) => other - kg || (a < b ? -1 : 1));
  const nothing = { teu: 0, wagons: 0, pieces: 0, revenue: 0 };
  return heaviest.map(([category, kg], rank) => ({
    ...place,
    category,
    kg: Math.round(kg * 1_000) / 1_000,
    consignments: rank === 0 ? 1 : 0,
    ...(rank === 0 ? reading.whole(document) : nothing),
  }));
}

function monthOf(time: string, otherwise: string): string {
  const ms = Date.parse(time);
  return new Date((Number.isNaN(ms) ? Date.parse(otherwise) : ms) + chinaOffsetMs).toISOString().slice(0, 7);
}

function teuOf(containers: readonly Json[]): number {
  return containers.reduce((sum, { sizeType, quantity }) => {
    const each = teuByLength[textOf(sizeType)[0] ?? ''] ?? usualTeu;
    return sum + each * (quantity === undefined ? 1 : numberOf(quantity));
  }, 0);
}

function listOf(value: PlainValue | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function textOf(value: PlainValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: PlainValue | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
