import type { Answered } from '../ledger.js';
import { grouped, type Evidence } from './evidence.js';

/** The store has each business object once, and says of it what was said last. */
export function checkEffects(evidence: Evidence): string[] {
  const records = grouped(evidence.records, ({ system, kind, number }) => `${system} ${kind} ${number}`);
  const doubled = [...records].filter(([, rows]) => rows.length > 1).map(([name]) => `stored twice: ${name}`);
  return [...doubled, ...orders(evidence), ...files(evidence), ...canonicals(evidence)];
}

/** The versions of an order that count, in the order in which they were sent. */
export function acceptedVersions(sent: readonly Answered[]): ReadonlyMap<string, number[]> {
  const accepted = sent.filter(({ expected, key }) => expected === 'accepted' && key !== undefined);
  const byKey = grouped(accepted, ({ key }) => key!);
  return new Map([...byKey].map(([key, steps]) => [key, steps.map(({ version }) => version!)]));
}

function orders({ sent, records }: Evidence): string[] {
  const stored = new Map(
    records
      .filter(({ kind }) => kind === 'transport-order')
      .map((row) => [`${row.system} ${row.number}`, row]),
  );
  return [...acceptedVersions(sent)].flatMap(([key, versions]) => {
    const last = versions.at(-1);
    const row = stored.get(`sys-1 ${key}`);
    if (row === undefined) return [`EFFECT LOST: order ${key}`];
    return row.packages === String(last) ? [] : [`order ${key} is at ${row.packages} instead of ${last}`];
  });
}

/** Each right line of each file is one parcel; numbers differ, so that counting is enough. */
function files({ sent, records }: Evidence): string[] {
  const expected = sent
    .filter(({ sender }) => sender === 'sys-6')
    .reduce((sum, { records: counts }) => sum + counts!.accepted, 0);
  const found = records.filter(({ system, kind }) => system === 'sys-6' && kind === 'parcel-shipment').length;
  return found === expected ? [] : [`${found} parcels in the store instead of ${expected}`];
}

const canonicalsOf: Readonly<Record<string, number>> = {
  'sys-1': 1,
  'sys-4': 1,
  'sys-6': 1,
  'forwarder-edi': 1,
};

function canonicals({ journal }: Evidence): string[] {
  return journal.flatMap(({ id, sender, state, canonicals: count }) => {
    const expected = state === 'accepted' ? canonicalsOf[sender ?? '']! : 0;
    return count === expected
      ? []
      : [`${id} (${state}) has ${count} canonical messages instead of ${expected}`];
  });
}
