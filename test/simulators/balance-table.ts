/** What `GET /v1/statistics/balance` answers. */
export interface Balance {
  readonly systems: readonly SystemBalance[];
  readonly customers: { readonly before: number; readonly after: number };
}

export interface SystemBalance {
  readonly sender: string | null;
  readonly received: number;
  readonly accepted: number;
  readonly refused: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly parked: number;
  readonly pending: number;
  readonly isBalanced: boolean;
  readonly recordsInStore: number;
}

/** @throws Error when the hub does not answer with 200 */
export async function fetchBalance(url: string, token: string): Promise<Balance> {
  const response = await fetch(new URL('/v1/statistics/balance', url), {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Balance;
}

export function isSettled(balance: Balance): boolean {
  return balance.systems.every((system) => system.pending === 0);
}

const columns = [
  ['来源 source', (row: SystemBalance) => row.sender ?? '(未知 unknown)'],
  ['接收 received', (row: SystemBalance) => row.received],
  ['接受 accepted', (row: SystemBalance) => row.accepted],
  ['拒绝 refused', (row: SystemBalance) => row.refused],
  ['重复 duplicate', (row: SystemBalance) => row.duplicate],
  ['隔离 quarantined', (row: SystemBalance) => row.quarantined + row.parked],
  ['入库 in store', (row: SystemBalance) => row.recordsInStore],
  ['平衡 balanced', (row: SystemBalance) => (row.isBalanced ? '是 yes' : '否 NO')],
] as const;

/** One row per source system, and the customers before and after consolidation. */
export function balanceTable({ systems, customers }: Balance): string {
  const rows = [
    columns.map(([name]) => name as string),
    ...systems.map((row) => columns.map(([, value]) => String(value(row)))),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at]!))));
  const lines = rows.map((row) => row.map((cell, at) => padded(cell, widths[at]!, at > 0)).join('  '));
  const line = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const { before, after } = customers;
  return [
    lines[0],
    line,
    ...lines.slice(1),
    '',
    `客户 customers: 归并前 before ${before} → 归并后 after ${after}`,
  ].join('\n');
}

/** Chinese characters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
}

function padded(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(width - widthOf(text));
  return isRight ? space + text : text + space;
}
