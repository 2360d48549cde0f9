import type { StatisticsReport } from '#libs/statistics';

const figures = [
  'consignmentCount',
  'grossWeightKg',
  'teu',
  'wagonCount',
  'pieceCount',
  'revenueCny',
] as const;

const columnsOf = {
  month: ['month'],
  category: ['categoryCode'],
  lane: ['originStationCode', 'destinationStationCode'],
  bureau: ['bureauCode'],
} as const;

/** The rows as CSV (RFC 4180) with a header. A text that a spreadsheet would take for a formula is put behind an apostrophe. */
export function figuresCsv({ dimensions = [], rows, totals }: StatisticsReport): string {
  const columns = [...dimensions.flatMap((one) => [...columnsOf[one]]), ...figures];
  const lines = (rows ?? (dimensions.length === 0 ? [totals] : [])).map((row) =>
    columns.map((name) => cell((row as Readonly<Record<string, string | number | undefined>>)[name])),
  );
  return [columns, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

export function cell(value: string | number | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
