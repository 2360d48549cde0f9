import type { DataSource } from 'typeorm';
import type { SqlRunner } from '#libs/journal';
import { beginningHash, hashOf, verifyChain, type AuditEntry, type ChainReport } from './audit-chain.js';
import { canonicalJson } from './canonical-json.js';

/** What somebody did. */
export interface AuditFact {
  /** Id of a principal, or `cli:<user>` for somebody at the machine. */
  readonly actor: string;
  /** A dotted name: `delivery.resend`, `secret.put`. */
  readonly action: string;
  /** What it was done to: an id, or a path such as `sys-1/webhook`. */
  readonly subject: string;
  /** What else is worth knowing; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Which entries are wanted; all of what is given must hold. */
export interface AuditFilter {
  readonly actor?: string;
  /** A whole action, or the first words of several: `secret` stands for `secret.put` too. */
  readonly action?: string;
  readonly subject?: string;
  /** Only entries older than this one. */
  readonly before?: number;
  /** Default 100. */
  readonly limit?: number;
}

type Row = Omit<AuditEntry, 'sequence' | 'detail'> & { readonly sequence: string; readonly detail: string };

const readAtOnce = 5_000;
const columns = `sequence, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor, action, subject, detail, hash`;

/**
 * Who changed, saw or repeated what. Entries are only ever added: the table refuses changes, and every entry carries the
 * hash of the one before, so that a change made behind the table's back is found by `verify`. Whoever could also compute
 * the whole chain anew, or cut off its end, is found out by a head that was noted elsewhere.
 */
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds an entry, in the caller's transaction when `runner` is given. Entries wait for each other until the transaction
   * ends, so this belongs at its end.
   */
  async append(fact: AuditFact, runner?: SqlRunner): Promise<void> {
    if (runner === undefined) await this.dataSource.transaction((manager) => appendTo(manager, fact));
    else await appendTo(runner, fact);
  }

  /** The latest first. */
  async list({ actor, action, subject, before, limit = 100 }: AuditFilter = {}): Promise<AuditEntry[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${columns} FROM audit_entry WHERE ($1::text IS NULL OR actor = $1)
         AND ($2::text IS NULL OR action = $2 OR starts_with(action, $2 || '.'))
         AND ($3::text IS NULL OR subject = $3) AND ($4::bigint IS NULL OR sequence < $4)
       ORDER BY sequence DESC LIMIT $5`,
      [actor ?? null, action ?? null, subject ?? null, before ?? null, limit],
    );
    return rows.map(entryOf);
  }

  /** Checks every entry from the first to the last. */
  verify(): Promise<ChainReport> {
    return verifyChain(this.entries());
  }

  private async *entries(): AsyncIterable<AuditEntry> {
    for (let after = 0; ;) {
      const rows = await this.dataSource.query<Row[]>(
        `SELECT ${columns} FROM audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT ${readAtOnce}`,
        [after],
      );
      yield* rows.map(entryOf);
      if (rows.length < readAtOnce) return;
      after = Number(rows.at(-1)!.sequence);
    }
  }
}

async function appendTo(
  runner: SqlRunner,
  { actor, action, subject, detail = {} }: AuditFact,
): Promise<void> {
  await runner.query(`SELECT pg_advisory_xact_lock(hashtext('bianzu-audit'))`);
  // a statement of its own, which sees what the one before us has committed
  const [last] = (await runner.query(
    `SELECT coalesce(max(sequence), 0)::text AS sequence, (array_agg(hash ORDER BY sequence DESC))[1] AS hash,
       to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
     FROM (SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1) AS latest`,
  )) as [{ sequence: string; hash: string | null; at: string }];
  const text = canonicalJson(detail);
  const entry = {
    sequence: Number(last.sequence) + 1,
    at: last.at,
    actor: storable(actor),
    action: storable(action),
    subject: storable(subject),
    detail: JSON.parse(text) as AuditEntry['detail'],
  };
  const hash = hashOf(entry, last.hash ?? beginningHash);
  await runner.query(
    `INSERT INTO audit_entry (sequence, at, actor, action, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [entry.sequence, entry.at, entry.actor, entry.action, entry.subject, text, hash],
  );
}

function entryOf({ sequence, detail, ...row }: Row): AuditEntry {
  return { ...row, sequence: Number(sequence), detail: parsed(detail) };
}

/** What somebody has put into the table that is no JSON must not stop the check that finds it. */
function parsed(detail: string): AuditEntry['detail'] {
  try {
    return JSON.parse(detail) as AuditEntry['detail'];
  } catch {
    return { unreadable: detail };
  }
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair in a text. */
function storable(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '\u{fffd}');
}
