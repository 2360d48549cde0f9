import type { DataSource } from 'typeorm';
import {
  receiptTimeOf,
  type Journal,
  type ReceivedMessage,
  type RecordedMessage,
  type UnitOfWork,
} from '#libs/journey';
import type { ChannelName, FormatName, Issue } from '#libs/message';
import { earliestMadeOf } from './earliest-id.js';
import { JournalUnitOfWork, type OutcomeListener } from './journal-unit-of-work.js';
import type { SqlRunner } from './sql/insert-rows.js';
import { keepIssues } from './sql/outcome-rows.js';

/**
 * The message journal: every byte that came in, what was made of it, and where it went. PostgreSQL is the truth; a
 * message is in one of these states, and only `received` ones are waiting for a worker:
 *
 *   received ──journey──→ accepted      valid, its effects are in the store
 *      ↑  │        ├────→ refused       wrong; the issues say what
 *      │  │        ├────→ tested        valid, and a test: nothing came of it
 *      │  │        ├────→ duplicate     `related_id` is the first one
 *      │  │        ├────→ quarantined   waits for a decision: unknown sender, no agreement in use, unknown code
 *      │  │        └────→ split         a batch that was read to its end; its records are messages of their own
 *      │  └─────────────→ parked        the journey itself failed on it, again and again
 *      └───release─────── quarantined, parked
 */
export class MessageJournal implements Journal {
  /** @param listener is told of outcomes in the transaction that writes them */
  constructor(
    private readonly dataSource: DataSource,
    private readonly listener?: OutcomeListener,
  ) {}

  async load(ids: readonly string[]): Promise<ReceivedMessage[]> {
    return this.readWhere(ids, `AND m.state = 'received'`);
  }

  async recorded(batchId: string, from: number, to: number): Promise<RecordedMessage[]> {
    const rows = await this.dataSource.query<RecordRow[]>(
      `SELECT m.sequence, CASE m.state WHEN 'tested' THEN 'accepted' ELSE m.state END AS verdict, d.issues
       FROM message m LEFT JOIN message_detail d ON d.message_id = m.id AND d.message_id > $4
       WHERE m.parent_id = $1 AND m.id > $4 AND m.sequence BETWEEN $2 AND $3 ORDER BY m.sequence`,
      [batchId, from, to, earliestMadeOf(batchId)],
    );
    return rows.map(({ issues, ...row }) => ({ ...row, issues: JSON.parse(issues ?? '[]') as Issue[] }));
  }

  /** A message as it came in, whatever its state. */
  async read(id: string): Promise<ReceivedMessage | undefined> {
    return (await this.readWhere([id], ''))[0];
  }

  inTransaction<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction((manager) => work(new JournalUnitOfWork(manager, this.listener)));
  }

  /**
   * The journey has failed on this message for reasons of its own: it steps aside, visibly, and others go on.
   * @param issues that say it in both languages, where there are any
   * @returns its sender; undefined when it was not waiting any more
   */
  async park(
    id: string,
    reason: string,
    issues: readonly Issue[] = [],
  ): Promise<{ readonly sender: string | null } | undefined> {
    return this.dataSource.transaction(async (manager) => {
      const [parked] = await manager.query<[{ sender: string | null }[], number]>(
        `UPDATE message SET state = 'parked', state_at = now(), reason = $2, issue_count = $3
         WHERE id = $1 AND state = 'received' RETURNING sender`,
        [id, reason.slice(0, 500), issues.length],
      );
      if (parked.length > 0 && issues.length > 0) await keepIssues(manager, [[id, issues]]);
      return parked[0];
    });
  }

  private async readWhere(ids: readonly string[], condition: string): Promise<ReceivedMessage[]> {
    const rows = await this.dataSource.query<StoredMessage[]>(
      `SELECT m.id, m.sender, m.channel, m.content_type, m.file_name, m.size_bytes, m.sha256, m.reply_to,
              m.idempotency_key, m.trace_parent, m.trace_state, m.agreement, m.format, m.sequence, m.records_done, m.configuration, p.bytes, p.context
       FROM message m JOIN message_payload p ON p.message_id = m.id AND p.part = 0
       WHERE m.id = ANY($1::uuid[]) AND p.message_id = ANY($1::uuid[]) ${condition}`,
      [ids],
    );
    // ids say when a clock believed that a message came; their order is the lane's
    const place = new Map(ids.map((id, index) => [id, index]));
    rows.sort((a, b) => place.get(a.id)! - place.get(b.id)!);
    return rows.map((row) => receivedMessage(row, this.dataSource));
  }
}

interface RecordRow extends Pick<RecordedMessage, 'sequence' | 'verdict'> {
  issues: string | null;
}

/** A row of `message` with the first piece of its payload. */
export interface StoredMessage {
  id: string;
  sender: string | null;
  channel: ChannelName;
  content_type: string | null;
  file_name: string | null;
  size_bytes: string;
  sha256: Buffer;
  reply_to: string | null;
  idempotency_key: string | null;
  trace_parent: string | null;
  trace_state: string | null;
  agreement: string | null;
  format: FormatName | null;
  sequence: number | null;
  records_done: number;
  configuration: number | null;
  bytes: Buffer;
  context: string | null;
}

/** The message as the journey reads it; later pieces of its payload are fetched one at a time. */
export function receivedMessage(row: StoredMessage, runner: SqlRunner): ReceivedMessage {
  return {
    envelope: {
      id: row.id,
      sender: row.sender ?? undefined,
      channel: row.channel,
      receivedAt: receiptTimeOf(row.id),
      sizeBytes: Number(row.size_bytes),
      sha256: row.sha256.toString('hex'),
      contentType: row.content_type ?? undefined,
      fileName: row.file_name ?? undefined,
      idempotencyKey: row.idempotency_key ?? undefined,
      replyTo: row.reply_to ?? undefined,
      traceParent: row.trace_parent ?? undefined,
      traceState: row.trace_state ?? undefined,
    },
    head: row.bytes,
    isWhole: row.bytes.byteLength >= Number(row.size_bytes),
    chunks: () => payloadPieces(row, runner),
    part:
      row.context === null
        ? undefined
        : {
            sequence: row.sequence ?? 0,
            context: JSON.parse(row.context) as object,
            agreement: row.agreement ?? undefined,
            format: row.format ?? undefined,
          },
    recordsDone: row.records_done,
    configuration: row.configuration ?? undefined,
  };
}

async function* payloadPieces(row: StoredMessage, runner: SqlRunner): AsyncIterable<Uint8Array> {
  yield row.bytes;
  let read = row.bytes.byteLength;
  for (let part = 1; read < Number(row.size_bytes); part++) {
    const [piece] = (await runner.query(
      'SELECT bytes FROM message_payload WHERE message_id = $1 AND part = $2',
      [row.id, part],
    )) as { bytes: Buffer }[];
    if (piece === undefined) throw new Error(`message ${row.id} has lost part ${part} of its payload`);
    read += piece.bytes.byteLength;
    yield piece.bytes;
  }
}
