import { Injectable } from '@nestjs/common';
import type { AcknowledgedEvidence, ConformanceRun, SentEvidence } from '#libs/conformance';
import { wayTo, type Way } from '#libs/deliveries';
import type { AcknowledgementState } from '#libs/journey';
import { receiptTimeOf } from '#libs/journey';
import type { DeliveryState } from '#libs/journal';
import { LiveConfiguration } from '#libs/runtime';
import { DataSource } from 'typeorm';
import { noteOn } from './note-on.js';

/** Where a test message is, and what came back for it. */
export interface SentRow {
  readonly id: string;
  readonly scenario: string;
  readonly step: string;
  readonly destination: string;
  readonly sha256: string;
  readonly state: DeliveryState;
  readonly stateAt: Date;
  /** What its partner says itself. */
  readonly said: 'accepted' | 'refused' | null;
  readonly saidAt: Date | null;
  /** In the queue of deliveries; the broker has another. */
  readonly queued: 'waiting' | 'sending' | 'awaiting-receipt' | 'offered' | null;
  readonly dueAt: Date | null;
  readonly attempts: number;
  readonly lastOutcome: string | null;
  readonly lastDetail: string | null;
  readonly answer: AcknowledgementState | null;
  readonly awaits: 'receipt' | 'content' | null;
  readonly sentAt: Date | null;
  readonly answerDueAt: Date | null;
  readonly answeredAt: Date | null;
  readonly forms: readonly string[];
  readonly now: Date;
}

const sent = `
  SELECT c.delivery_id AS id, c.scenario, c.step, d.destination, encode(sha256(coalesce(d.bytes, '')), 'hex') AS sha256,
    d.state, d.state_at AS "stateAt", c.said, c.said_at AS "saidAt",
    q.state AS queued, q.due_at AS "dueAt", coalesce(q.attempts, 0) AS attempts,
    a.outcome AS "lastOutcome", a.detail AS "lastDetail",
    e.state AS answer, e.awaits, e.sent_at AS "sentAt", e.due_at AS "answerDueAt", e.answered_at AS "answeredAt",
    ARRAY(SELECT DISTINCT r.form FROM received_acknowledgement r WHERE r.delivery_id = c.delivery_id) AS forms, now() AS now
  FROM conformance_delivery c JOIN delivery d ON d.id = c.delivery_id
  LEFT JOIN delivery_queue q ON q.delivery_id = c.delivery_id
  LEFT JOIN expected_acknowledgement e ON e.delivery_id = c.delivery_id
  LEFT JOIN LATERAL (
    SELECT t.outcome, t.detail FROM delivery_attempt t WHERE t.delivery_id = c.delivery_id ORDER BY t.number DESC LIMIT 1
  ) a ON true
  WHERE c.run_id = $1 ORDER BY c.delivery_id`;

/** What a partner got from us in a run, and what it made of that. */
@Injectable()
export class GotEvidence {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
  ) {}

  async of({ id }: Pick<ConformanceRun, 'id'>): Promise<SentEvidence[]> {
    const rows = await this.dataSource.query<SentRow[]>(sent, [id]);
    const { routing } = this.configuration.current;
    return rows.map((row) => evidenceOf(row, wayTo(routing, row.destination)));
  }
}

function evidenceOf(row: SentRow, way: Way): SentEvidence {
  const { id, scenario, step, sha256, saidAt, stateAt } = row;
  const at = receiptTimeOf(id);
  const state = stateOf(row, way);
  const confirmedAt = way === 'broker' ? saidAt : stateAt;
  const isTaken = state === 'accepted' && confirmedAt !== null;
  return {
    ...{ id, scenario, step, at, sha256, state: state ?? 'expired' },
    ...{ references: [], issues: [], answers: [], canonicals: [] },
    ...(isTaken ? { confirmedAfterMs: confirmedAt.getTime() - Date.parse(at) } : {}),
    ...(row.answer === null ? {} : { acknowledged: acknowledgedBy(row) }),
    ...(state === undefined ? { underWay: noteOn(row, way) } : {}),
  };
}

/** Undefined while nobody can say. The worst word counts, whoever says it. */
function stateOf(row: SentRow, way: Way): SentEvidence['state'] | undefined {
  const { state, said, answer, awaits } = row;
  if (said === 'refused' || answer === 'rejected' || answer === 'partially' || state === 'failed')
    return 'refused';
  if (state === 'expired' || state === 'purged') return 'expired';
  // that the broker has it does not say that the partner has
  if (state !== 'delivered' || (way === 'broker' && said === null)) return undefined;
  const isOpen = answer === 'waiting' || (answer === 'received' && awaits === 'content');
  return isOpen && row.answerDueAt! > row.now ? undefined : 'accepted';
}

function acknowledgedBy({
  answer,
  awaits,
  sentAt,
  answerDueAt,
  answeredAt,
  forms,
}: SentRow): AcknowledgedEvidence {
  const isEnough = answer === 'accepted' || (answer === 'received' && awaits === 'receipt');
  const isRefused = answer === 'rejected' || answer === 'partially';
  return {
    verdict: isRefused ? 'rejected' : isEnough ? 'accepted' : answer === 'received' ? 'received' : 'waiting',
    forms,
    agreedMs: answerDueAt!.getTime() - sentAt!.getTime(),
    ...(answeredAt === null ? {} : { afterMs: Math.max(0, answeredAt.getTime() - sentAt!.getTime()) }),
  };
}
