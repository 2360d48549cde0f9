import { createHash } from 'node:crypto';

export type Expected = 'accepted' | 'refused' | 'duplicate' | 'split' | 'parked' | 'quarantined';

/** One message as its sender knows it. */
export interface Sending {
  /** Idempotency key or AMQP message id: known before anything is sent, and never used for another message. */
  readonly id: string;
  readonly sender: string;
  readonly channel: 'rest' | 'amqp';
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly fileName?: string;
  readonly expected: Expected;
  /** What orders it, and its place among the messages with the same key. */
  readonly key?: string;
  readonly version?: number;
  /** The sender's own number of the document. */
  readonly reference?: string;
  /** Of a file: how many of its records are right and how many are wrong. */
  readonly records?: { readonly accepted: number; readonly refused: number };
}

export interface Answered extends Sending {
  readonly sha256: string;
  /** The ids that were answered; one, when all is well. RabbitMQ answers with a confirm and none. */
  readonly answers: readonly string[];
}

/** What was sent and what was answered: what the audit holds against the installation. */
export class Ledger {
  /** Answers that nobody should get, whatever has failed. */
  readonly oddAnswers: string[] = [];
  /** Times that something was sent once more because nothing was heard of it. */
  repeats = 0;
  /** When each was sent for the first time. */
  readonly sentAtMs = new Map<string, number>();
  private toHear = 0;
  private readonly entries = new Map<string, { sending: Sending; answers: Set<string> }>();

  get answered(): readonly Answered[] {
    return [...this.entries.values()].map(({ sending, answers }) => ({
      ...sending,
      sha256: createHash('sha256').update(sending.bytes).digest('hex'),
      answers: [...answers],
    }));
  }

  /** Messages of senders that hear of each of them. */
  get acknowledgeable(): number {
    return this.toHear;
  }

  /** The sender begins to send it. */
  begin({ id }: Sending): void {
    if (!this.sentAtMs.has(id)) this.sentAtMs.set(id, performance.now());
  }

  /** The sender has the word that the message is safe. */
  enter(sending: Sending, answeredId?: string): void {
    const { id, sender, expected } = sending;
    if (!this.entries.has(id) && sender === 'sys-1' && expected !== 'parked') this.toHear += 1;
    const entry = this.entries.get(sending.id) ?? { sending, answers: new Set<string>() };
    if (answeredId !== undefined) entry.answers.add(answeredId);
    this.entries.set(sending.id, entry);
  }
}
