import type { EntityManager } from 'typeorm';
import type {
  AcknowledgementFacts,
  BatchCounts,
  InterchangeClaim,
  InterchangeStanding,
  OutgoingAcknowledgement,
  Outcome,
  SentInterchange,
  SettledAcknowledgement,
  SettledOutcome,
  UnitOfWork,
} from '#libs/journey';
import { earliestMadeOf } from './earliest-id.js';
import { settleAcknowledgements } from './sql/acknowledgement-rows.js';
import { takeControlNumbers } from './sql/control-numbers.js';
import { insertMessages, insertPayload } from './sql/message-rows.js';
import { insertAcknowledgements, repeatAcknowledgements } from './sql/delivery-rows.js';
import { claimInterchanges, releaseInterchanges } from './sql/interchange-references.js';
import { sendInterchanges } from './sql/sent-interchanges.js';
import { insertResults, updateStates } from './sql/outcome-rows.js';
import { settleReferences } from './sql/references.js';

/** Hears what has become of messages, before the transaction that writes it commits. */
export interface OutcomeListener {
  recorded(manager: EntityManager, outcomes: readonly SettledOutcome[]): Promise<void>;
}

/** One transaction of the journal. `manager` lets the stores that commit with it write in the same transaction. */
export class JournalUnitOfWork implements UnitOfWork {
  constructor(
    readonly manager: EntityManager,
    private readonly listener?: OutcomeListener,
  ) {}

  async lockWaiting(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM message WHERE id = ANY($1::uuid[]) AND state = 'received' ORDER BY id FOR UPDATE`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  async advanceBatch(
    ...[{ envelope, configuration }, recordsDone, toRecords]: Parameters<UnitOfWork['advanceBatch']>
  ): Promise<boolean> {
    const [, moved] = await this.manager.query<[unknown[], number]>(
      `UPDATE message SET records_done = $3, configuration = coalesce(configuration, $4)
       WHERE id = $1 AND state = 'received' AND records_done = $2`,
      [envelope.id, recordsDone, toRecords, configuration ?? null],
    );
    return moved === 1;
  }

  settleReferences(outcomes: readonly Outcome[]): Promise<SettledOutcome[]> {
    return settleReferences(this.manager, outcomes);
  }

  async record(outcomes: readonly SettledOutcome[]): Promise<void> {
    await updateStates(this.manager, outcomes);
    await insertResults(this.manager, outcomes);
    await this.listener?.recorded(this.manager, outcomes);
  }

  async recordParts(batchId: string, outcomes: readonly SettledOutcome[]): Promise<void> {
    await insertMessages(
      this.manager,
      outcomes.map(({ message }) => ({
        envelope: message.envelope,
        parentId: batchId,
        sequence: message.part?.sequence,
        agreement: message.part?.agreement,
        state: 'received',
      })),
    );
    await insertPayload(
      this.manager,
      outcomes.map(({ message }) => ({
        messageId: message.envelope.id,
        part: 0,
        bytes: message.head,
        context: message.part?.context,
      })),
    );
    await this.record(outcomes);
  }

  async finishBatch(outcome: SettledOutcome): Promise<BatchCounts> {
    const id = outcome.message.envelope.id;
    const rows = await this.manager.query<{ state: keyof BatchCounts; count: number }[]>(
      `SELECT CASE state WHEN 'tested' THEN 'accepted' ELSE state END AS state, count(*)::int AS count
       FROM message WHERE parent_id = $1 AND id > $2 GROUP BY 1`,
      [id, earliestMadeOf(id)],
    );
    await updateStates(this.manager, [outcome], outcome.verdict === 'accepted' ? 'split' : undefined);
    await insertResults(this.manager, [outcome]);
    await this.listener?.recorded(this.manager, [outcome]);
    await this.manager.query('UPDATE message SET record_count = records_done WHERE id = $1', [id]);
    return {
      accepted: 0,
      refused: 0,
      duplicate: 0,
      quarantined: 0,
      ...Object.fromEntries(rows.map((row) => [row.state, row.count])),
    };
  }

  acknowledge(acknowledgements: readonly OutgoingAcknowledgement[]): Promise<void> {
    return insertAcknowledgements(this.manager, acknowledgements);
  }

  takeControlNumbers(counter: string, count: number): Promise<number> {
    return takeControlNumbers(this.manager, counter, count);
  }

  send(interchanges: readonly SentInterchange[]): Promise<void> {
    return sendInterchanges(this.manager, interchanges);
  }

  settleAcknowledgements(
    incoming: Parameters<UnitOfWork['settleAcknowledgements']>[0],
    facts: AcknowledgementFacts,
  ): Promise<SettledAcknowledgement[]> {
    return settleAcknowledgements(this.manager, incoming, facts);
  }

  claimInterchanges(claims: readonly InterchangeClaim[]): Promise<InterchangeStanding[]> {
    return claimInterchanges(this.manager, claims);
  }

  releaseInterchanges(claims: readonly InterchangeClaim[]): Promise<void> {
    return releaseInterchanges(this.manager, claims);
  }

  repeatAcknowledgements(...[of, to]: Parameters<UnitOfWork['repeatAcknowledgements']>): Promise<void> {
    return repeatAcknowledgements(this.manager, of, to);
  }
}
