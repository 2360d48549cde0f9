import type { DataSource } from 'typeorm';
import type { WrittenMdn } from './received-transmissions.js';

/** An MDN that is due on a connection of its own. */
export interface DueMdn extends WrittenMdn {
  readonly id: string;
  readonly partner: string;
  readonly url: string;
  /** This attempt included. */
  readonly attempts: number;
}

/** Nobody else takes an MDN up for this long, whatever becomes of whoever has it. */
const lease = `interval '2 minutes'`;
/** 1 s, 2 s, 4 s ... at most half an hour. */
const wait = `least(power(2, mdn_attempts - 1), 1800) * interval '1 second'`;
const givenUpAfter = `interval '3 days'`;

/** MDNs on their way: what is in the database is sent, by whichever process takes it up, until it has arrived or is too old. */
export class MdnQueue {
  constructor(private readonly dataSource: DataSource) {}

  async take(most: number): Promise<DueMdn[]> {
    const [rows] = await this.dataSource.query<[DueMdn[], number]>(
      `UPDATE as2_transmission SET mdn_due_at = now() + ${lease}, mdn_attempts = mdn_attempts + 1
       WHERE id IN (SELECT id FROM as2_transmission WHERE mdn_due_at <= now() ORDER BY mdn_due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, partner, mdn_url AS url, mdn_headers AS headers, mdn AS body, mdn_attempts AS attempts`,
      [most],
    );
    return rows;
  }

  async sent({ id }: Pick<DueMdn, 'id'>): Promise<void> {
    await this.dataSource.query(
      'UPDATE as2_transmission SET mdn_due_at = NULL, mdn_sent_at = now(), mdn_error = NULL WHERE id = $1',
      [id],
    );
  }

  /** It is tried again later, unless it is too old. */
  async failed({ id }: Pick<DueMdn, 'id'>, error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE as2_transmission SET mdn_error = $2,
         mdn_due_at = CASE WHEN received_at > now() - ${givenUpAfter} THEN now() + ${wait} END WHERE id = $1`,
      [id, error.slice(0, 500)],
    );
  }
}
