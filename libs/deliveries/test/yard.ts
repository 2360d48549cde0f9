import { v7 as newId } from 'uuid';
import type { Channel, OutboundMessage, SendOutcome } from '#libs/channels';
import { insertDeliveries, sendOff, type DeliveryRow } from '#libs/journal';
import { emptyJournal, type JournalFixture } from '../../journal/test/journal-fixture.js';
import { Dispatcher, type DestinationTerms, type DispatcherOptions } from '../src/index.js';

/** What the partner does with a message; it may take its time. */
export type Partner = (message: OutboundMessage, signal: AbortSignal) => SendOutcome | Promise<SendOutcome>;

export const accepts: Partner = () => ({ kind: 'accepted', request: 'POST /in', answer: '202' });
export const isAway: Partner = () => ({ kind: 'unreachable', request: 'POST /in', detail: 'no connection' });

/** A journal with deliveries, partners that do as they are told, and a clock that is turned by hand. */
export class Yard {
  readonly sent: OutboundMessage[] = [];
  readonly clock = {
    aheadMs: 0,
    stoodStillMs: 0,
    monotonicMs: (): number => performance.now() + this.clock.stoodStillMs,
  };
  readonly errors: unknown[] = [];
  private readonly partners = new Map<string, { partner: Partner; order: DestinationTerms['order'] }>();

  private constructor(readonly fixture: JournalFixture) {}

  static async open(): Promise<Yard> {
    return new Yard(await emptyJournal());
  }

  get dataSource(): JournalFixture['dataSource'] {
    return this.fixture.dataSource;
  }

  /** What is at a destination from now on. */
  at(destination: string, partner: Partner, order: DestinationTerms['order'] = 'destination'): void {
    this.partners.set(destination, { partner, order });
  }

  worker(options: Partial<DispatcherOptions> = {}, clock = this.clock): Dispatcher {
    return new Dispatcher(
      {
        dataSource: this.dataSource,
        clock,
        resolve: (destination) => this.termsOf(destination),
        secrets: async () => [],
        report: (error) => this.errors.push(error),
      },
      { breaker: { failures: 3, firstRestMs: 60_000, maxRestMs: 600_000 }, ...options },
    );
  }

  /** Runs one worker until nothing is due. */
  async work(): Promise<void> {
    const worker = this.worker();
    await worker.look();
    await worker.idle();
    await worker.stop();
  }

  later(ms: number): void {
    this.clock.aheadMs += ms;
  }

  /** Commits deliveries in this order. @returns their ids */
  async queue(destination: string, count: number, given: Partial<DeliveryRow> = {}): Promise<string[]> {
    const rows = Array.from({ length: count }, (_, index): DeliveryRow => ({
      id: newId(),
      messageId: newId(),
      ordinal: 0,
      kind: 'message',
      destination,
      partner: 'partner',
      contentType: 'application/json',
      bytes: Buffer.from(`{"n":${index}}`),
      issues: [],
      way: 'sent',
      ...given,
    }));
    await this.dataSource.transaction(async (manager) => {
      await insertDeliveries(manager, rows);
      await sendOff(manager, rows);
      await manager.query(
        `UPDATE delivery_queue SET clock_from = now() + $1 * interval '1 ms' WHERE delivery_id = ANY($2::uuid[])`,
        [this.clock.aheadMs, rows.map(({ id }) => id)],
      );
    });
    return rows.map(({ id }) => id);
  }

  sentTo(destination: string): string[] {
    return this.sent.filter((one) => one.destination === destination).map((one) => one.deliveryId);
  }

  async states(ids: readonly string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ state: string }[]>(
      'SELECT state FROM delivery WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)',
      [ids],
    );
    return rows.map(({ state }) => state);
  }

  async attemptsOf(id: string): Promise<{ number: number; outcome: string; detail: string | null }[]> {
    return this.dataSource.query(
      'SELECT number, outcome, detail FROM delivery_attempt WHERE delivery_id = $1 ORDER BY number',
      [id],
    );
  }

  /** Of what is in the queue, in its order. */
  async linesOf(destination: string): Promise<number[]> {
    const rows = await this.dataSource.query<{ line: number }[]>(
      'SELECT line FROM delivery_queue WHERE destination = $1 ORDER BY seq',
      [destination],
    );
    return rows.map(({ line }) => line);
  }

  async breakerOf(destination: string): Promise<string> {
    const [row] = await this.dataSource.query<{ breaker: string }[]>(
      'SELECT breaker FROM destination_state WHERE destination = $1',
      [destination],
    );
    return row!.breaker;
  }

  private termsOf(destination: string): DestinationTerms | undefined {
    const known = this.partners.get(destination);
    if (known === undefined) return undefined;
    const channel: Channel = {
      name: 'rest',
      summary: { zh: '', en: '' },
      settingsSchema: {},
      examples: [],
      send: async (message, _settings, { signal }) => {
        this.sent.push(message);
        return known.partner(message, signal);
      },
    };
    const retry = { maxAgeMs: 3_600_000, firstDelayMs: 1_000, maxDelayMs: 8_000, attemptTimeoutMs: 5_000 };
    return { destination, partner: 'partner', channel, settings: {}, order: known.order, retry };
  }
}
