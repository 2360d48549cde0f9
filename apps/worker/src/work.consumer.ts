import { Controller, Logger } from '@nestjs/common';
import { isDatabaseAway, MessageJournal } from '#libs/journal';
import { StageError } from '#libs/message';
import { Journeys } from '#libs/journey';
import { JourneyTelemetry } from './telemetry/journey-telemetry.js';
import { BatchHandler, groups, type Delivery, type Verdict } from '#libs/transport';

const retryAfterMs = 1_000;

/** The tries that a message gets by itself before it is parked. */
const mostTries = 3;

/**
 * Takes message ids from the lanes and sends them on their journey. A message that the journey fails on, although the
 * world is in order, is tried alone a few times and then parked where operators see it; the rest of its lane goes on.
 */
@Controller()
export class WorkConsumer {
  private readonly logger = new Logger(WorkConsumer.name);
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly journeys: Journeys,
    private readonly journal: MessageJournal,
    private readonly telemetry: JourneyTelemetry,
  ) {}

  @BatchHandler(groups.work, { batchSize: 200, lingerMs: 2 })
  async work(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    const byId = new Map(deliveries.map((delivery) => [idOf(delivery), delivery]));
    const ids = deliveries.map(idOf);
    try {
      await this.travel(byId);
      return ids.map(() => ({ kind: 'ack' }));
    } catch (error) {
      if (passesBy(error)) return this.later(ids, error);
      this.logger.warn(`${ids.length} messages are tried one by one: ${reasonOf(error)}`);
    }
    const verdicts: Verdict[] = [];
    for (const delivery of deliveries) verdicts.push(await this.workAlone(delivery));
    return verdicts;
  }

  private travel(deliveries: ReadonlyMap<string, Delivery>): Promise<void> {
    const attemptOf = (id: string): number => 1 + (this.failures.get(id) ?? 0);
    return this.telemetry.during(deliveries, attemptOf, () => this.journeys.travel([...deliveries.keys()]));
  }

  private async workAlone(delivery: Delivery): Promise<Verdict> {
    const id = idOf(delivery);
    try {
      await this.travel(new Map([[id, delivery]]));
      this.failures.delete(id);
      return { kind: 'ack' };
    } catch (error) {
      if (passesBy(error)) return this.later([id], error)[0]!;
      return this.failed(id, error);
    }
  }

  private async failed(id: string, error: unknown): Promise<Verdict> {
    const tries = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, tries);
    const stack = error instanceof Error ? error.stack : undefined;
    this.logger.error(`message ${id} failed, try ${tries} of ${mostTries}: ${reasonOf(error)}`, stack);
    if (tries < mostTries) return { kind: 'retry', afterMs: retryAfterMs };
    this.failures.delete(id);
    try {
      const parked = await this.journal.park(id, reasonOf(error));
      if (parked !== undefined) this.telemetry.parked(id, parked.sender ?? undefined, reasonOf(error));
      return { kind: 'ack' };
    } catch (parkError) {
      return this.later([id], parkError)[0]!;
    }
  }

  private later(ids: readonly string[], error: unknown): Verdict[] {
    this.logger.warn(`${ids.length} messages wait: ${reasonOf(error)}`);
    return ids.map(() => ({ kind: 'retry', afterMs: retryAfterMs }));
  }
}

function idOf({ body }: Delivery): string {
  return Buffer.from(body).toString('latin1');
}

/** The sentence only: the rest of a database error has the contents of messages in it, which no log may have. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The message is not to blame: the database is away, or this process is about to stop. */
function passesBy(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof StageError && error.retryable);
}
