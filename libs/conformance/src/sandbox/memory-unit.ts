import type {
  BatchCounts,
  InterchangeClaim,
  InterchangeId,
  InterchangeStanding,
  Outcome,
  OutgoingAcknowledgement,
  RepeatTo,
  SentInterchange,
  SettledAcknowledgement,
  SettledOutcome,
  UnitOfWork,
} from '#libs/journey';
import { issue } from '#libs/message';
import type { Written } from './memory-journal.js';

interface Holder extends InterchangeId {
  readonly sha256: string;
}

/** What outlasts a transaction. */
export interface Held {
  readonly references: Map<string, { readonly id: string; readonly sha256: string }>;
  readonly interchanges: Map<string, Holder>;
  readonly answers: OutgoingAcknowledgement[];
  readonly counters: Map<string, number>;
}

/** One transaction on a journal in memory. */
export class MemoryUnit implements UnitOfWork {
  constructor(
    readonly held: Held,
    private readonly written: Written,
    private readonly mostRecords: number,
  ) {}

  async lockWaiting(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(ids);
  }

  /** Behind the most records the file is not read on. */
  async advanceBatch(_: object, done: number): Promise<boolean> {
    this.written.isCut = done >= this.mostRecords;
    return !this.written.isCut;
  }

  async settleReferences(outcomes: readonly Outcome[]): Promise<SettledOutcome[]> {
    return outcomes.map((outcome) => this.settled(outcome));
  }

  async record([outcome]: readonly SettledOutcome[]): Promise<void> {
    this.written.whole = outcome;
  }

  async recordParts(_: string, outcomes: readonly SettledOutcome[]): Promise<void> {
    this.written.parts.push(...outcomes);
  }

  async finishBatch(outcome: SettledOutcome): Promise<BatchCounts> {
    const count = (verdict: SettledOutcome['verdict']): number =>
      this.written.parts.filter((part) => part.verdict === verdict).length;
    this.written.whole = outcome;
    this.written.counts = {
      accepted: count('accepted'),
      refused: count('refused'),
      duplicate: count('duplicate'),
      quarantined: count('quarantined'),
    };
    return this.written.counts;
  }

  async acknowledge(acknowledgements: readonly OutgoingAcknowledgement[]): Promise<void> {
    this.held.answers.push(...acknowledgements);
    this.written.acknowledgements.push(...acknowledgements);
  }

  /** Nothing that is tried out has sent anything that could be acknowledged. */
  async settleAcknowledgements(): Promise<SettledAcknowledgement[]> {
    return [];
  }

  async claimInterchanges(claims: readonly InterchangeClaim[]): Promise<InterchangeStanding[]> {
    return claims.map((claim) => {
      const name = nameOf(claim);
      const holder = this.held.interchanges.get(name);
      if (holder === undefined) {
        this.held.interchanges.set(name, claim);
        return { kind: 'fresh', holder: claim };
      }
      return { kind: holder.sha256 === claim.sha256 ? 'repeated' : 'conflict', holder };
    });
  }

  async releaseInterchanges(claims: readonly InterchangeClaim[]): Promise<void> {
    for (const claim of claims) this.held.interchanges.delete(nameOf(claim));
  }

  async repeatAcknowledgements(of: InterchangeId, to: RepeatTo): Promise<void> {
    const first = this.held.answers.filter(
      ({ messageId, interchange }) => messageId === of.messageId && interchange === of.interchange,
    );
    const { messageId, interchange, correlationId } = to;
    this.written.acknowledgements.push(
      ...first.map((one) => ({ ...one, messageId, interchange, correlationId })),
    );
  }

  /** Numbers of the sample's own: those of the partner stay where they are. */
  async takeControlNumbers(counter: string, count: number): Promise<number> {
    const first = this.held.counters.get(counter) ?? 1;
    this.held.counters.set(counter, first + count);
    return first;
  }

  async send(interchanges: readonly SentInterchange[]): Promise<void> {
    this.written.sent.push(...interchanges);
  }

  private settled(outcome: Outcome): SettledOutcome {
    const { agreement, reference, verdict, isTest = false } = outcome;
    if (agreement === undefined || reference === undefined || verdict === 'refused' || isTest) return outcome;
    const { id, sha256 } = outcome.message.envelope;
    const name = `${agreement.id}\n${reference}`;
    const holder = this.held.references.get(name) ?? { id, sha256 };
    this.held.references.set(name, holder);
    if (holder.id === id) return outcome;
    const isSame = holder.sha256 === sha256;
    const code = isSame ? 'reference-repeated' : 'reference-conflict';
    return {
      ...outcome,
      verdict: isSame ? 'duplicate' : 'refused',
      reason: code,
      relatedId: holder.id,
      issues: [...outcome.issues, issue(code, {}, { value: reference, expected: holder.id })],
      canonicals: [],
      outgoing: [],
    };
  }
}

/** A unit of which nothing but the interchanges that are sent in it is wanted. */
export function numbersFor(written: Written): MemoryUnit {
  const held = { references: new Map(), interchanges: new Map(), answers: [], counters: new Map() };
  return new MemoryUnit(held, written, 0);
}

function nameOf({ syntax, isTest, reference }: InterchangeClaim): string {
  return `${syntax} ${isTest} ${reference}`;
}
