import type { Answered } from '../ledger.js';
import { grouped, type Evidence, type JournalRow } from './evidence.js';

/** Everything that was answered is in the journal once, byte for byte, in the state that it deserves; and nothing else is. */
export function checkJournal({ sent, journal, bySentId }: Evidence): string[] {
  const known = new Set(sent.map(({ id }) => id));
  const strangers = [...bySentId].filter(([id]) => !known.has(id));
  const records = grouped(
    journal.filter(({ parentId }) => parentId !== null),
    ({ parentId }) => parentId!,
  );
  return [
    ...strangers.map(([id, rows]) => `in the journal, but never answered: ${id} ${rows[0]!.id}`),
    ...sent.flatMap((message) => faultsOf(message, bySentId.get(message.id) ?? [], records)),
  ];
}

function faultsOf(
  { id, sender, sha256, answers, expected, records: wanted }: Answered,
  rows: readonly JournalRow[],
  records: ReadonlyMap<string, readonly JournalRow[]>,
): string[] {
  const [row] = rows;
  if (row === undefined) return [`LOST: ${id} (answered ${answers.join(', ') || 'by the broker'})`];
  if (rows.length > 1) return [`DOUBLED: ${id} is ${rows.map((one) => one.id).join(', ')}`];
  const faults: string[] = [];
  if (answers.some((answer) => answer !== row.id))
    faults.push(`${id}: answered ${answers.join(', ')}, but is ${row.id}`);
  if (row.sha256 !== sha256) faults.push(`${id}: other bytes in the journal than were sent`);
  if (row.sender !== sender) faults.push(`${id}: sender ${row.sender} instead of ${sender}`);
  if (row.state !== expected)
    faults.push(`${id} (${row.id}): ${row.state} ${row.reason ?? ''} instead of ${expected}`);
  if (wanted === undefined) return faults;
  const own = records.get(row.id) ?? [];
  const sequences = new Set(own.map(({ sequence }) => sequence));
  const count = (state: string): number => own.filter((one) => one.state === state).length;
  const total = wanted.accepted + wanted.refused;
  if (own.length !== total || sequences.size !== total)
    faults.push(`${id} (${row.id}): ${own.length} records, ${sequences.size} sequences instead of ${total}`);
  if (count('accepted') !== wanted.accepted || count('refused') !== wanted.refused)
    faults.push(`${id} (${row.id}): ${count('accepted')} accepted, ${count('refused')} refused records`);
  return faults;
}
