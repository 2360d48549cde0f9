import type { DataSource } from 'typeorm';

/** Longer than the slowest request; whoever began it and has not answered by then is gone. */
const leaseSeconds = 120;

/** One request under an idempotency key. The key belongs to the caller and the operation. */
export interface AskedOperation {
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
  /** Of everything in the request that counts: path, query and body. */
  readonly requestSha256: Uint8Array;
}

/** An answer as it was given first. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Where a key stands: `begun` now and by this caller, who owes an answer; `under-way` by somebody else; `answered` before;
 * or used for `another` request.
 */
export type Standing =
  | { readonly kind: 'begun' | 'under-way' | 'another' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer };

interface AnswerRow {
  is_mine: boolean;
  is_same: boolean;
  status: number | null;
  headers: Record<string, string> | null;
  body: Buffer | null;
}

/**
 * The first answers of requests that carry an idempotency key (IETF draft `Idempotency-Key`). A key is claimed before the
 * work and gets its answer after it; a claim whose holder died can be taken over, so what is done under a key should make
 * the same thing when it is done twice.
 */
export class IdempotentAnswers {
  constructor(private readonly dataSource: DataSource) {}

  async begin({ principal, operation, key, requestSha256 }: AskedOperation): Promise<Standing> {
    const [row] = await this.dataSource.query<AnswerRow[]>(
      `WITH mine AS (
         INSERT INTO idempotent_answer AS a (principal, operation, key, request_sha256) VALUES ($1, $2, $3, $4)
         ON CONFLICT (principal, operation, key) DO UPDATE SET begun_at = now()
         WHERE a.status IS NULL AND a.request_sha256 = EXCLUDED.request_sha256
           AND a.begun_at < now() - make_interval(secs => ${leaseSeconds})
         RETURNING true AS is_mine)
       SELECT true AS is_mine, true AS is_same, NULL::integer AS status, NULL::jsonb AS headers, NULL::bytea AS body FROM mine
       UNION ALL
       SELECT false, request_sha256 = $4, status, headers, body FROM idempotent_answer
       WHERE principal = $1 AND operation = $2 AND key = $3 AND NOT EXISTS (SELECT FROM mine)`,
      [principal, operation, key, Buffer.from(requestSha256)],
    );
    // inserted by somebody else after this statement began: it is not seen here, but it is there
    if (row === undefined) return { kind: 'under-way' };
    if (row.is_mine) return { kind: 'begun' };
    if (!row.is_same) return { kind: 'another' };
    if (row.status === null) return { kind: 'under-way' };
    return {
      kind: 'answered',
      answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? Buffer.alloc(0) },
    };
  }

  async keep({ principal, operation, key }: AskedOperation, answer: KeptAnswer): Promise<void> {
    await this.dataSource.query(
      `UPDATE idempotent_answer SET status = $4, headers = $5, body = $6 WHERE principal = $1 AND operation = $2 AND key = $3`,
      [principal, operation, key, answer.status, JSON.stringify(answer.headers), Buffer.from(answer.body)],
    );
  }

  /** Nothing came of it: the key is free for another try. */
  async forget({ principal, operation, key }: AskedOperation): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM idempotent_answer WHERE principal = $1 AND operation = $2 AND key = $3 AND status IS NULL`,
      [principal, operation, key],
    );
  }

  /** @returns how many keys were older than that many days, and are gone */
  async removeOlderThan(days: number): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM idempotent_answer WHERE begun_at < now() - make_interval(days => $1)`,
      [days],
    );
    return removed;
  }
}
