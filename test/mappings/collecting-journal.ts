import type { Journal, ReceivedMessage, RecordedMessage, SettledOutcome, UnitOfWork } from '#libs/journey';

/** A journal without a database: it keeps what became of the messages, and takes every reference for new. */
export class CollectingJournal implements Journal {
  readonly outcomes = new Map<string, SettledOutcome>();
  /** Records of batches, by the id of the batch. */
  readonly records = new Map<string, SettledOutcome[]>();
  private numbersTaken = 0;
  private readonly messages: ReadonlyMap<string, ReceivedMessage>;

  constructor(messages: readonly ReceivedMessage[]) {
    this.messages = new Map(messages.map((message) => [message.envelope.id, message]));
  }

  load(ids: readonly string[]): Promise<ReceivedMessage[]> {
    return Promise.resolve(ids.flatMap((id) => this.messages.get(id) ?? []));
  }

  recorded(): Promise<RecordedMessage[]> {
    return Promise.resolve([]);
  }

  inTransaction<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
    return work({
      lockWaiting: (ids) => Promise.resolve(new Set(ids)),
      advanceBatch: () => Promise.resolve(true),
      settleReferences: (outcomes) => Promise.resolve([...outcomes]),
      record: (outcomes) => Promise.resolve(outcomes.forEach((outcome) => this.keep(outcome))),
      recordParts: (batchId, outcomes) => {
        this.records.set(batchId, [...(this.records.get(batchId) ?? []), ...outcomes]);
        return Promise.resolve();
      },
      finishBatch: (outcome) => {
        this.keep(outcome);
        return Promise.resolve({ accepted: 0, refused: 0, duplicate: 0, quarantined: 0 });
      },
      acknowledge: () => Promise.resolve(),
      takeControlNumbers: (_, count) => Promise.resolve((this.numbersTaken += count) - count + 1),
      send: () => Promise.resolve(),
      settleAcknowledgements: () => Promise.resolve([]),
      claimInterchanges: (claims) => Promise.resolve(claims.map((holder) => ({ kind: 'fresh', holder }))),
      releaseInterchanges: () => Promise.resolve(),
      repeatAcknowledgements: () => Promise.resolve(),
    });
  }

  private keep(outcome: SettledOutcome): void {
    this.outcomes.set(outcome.message.envelope.id, outcome);
  }
}
