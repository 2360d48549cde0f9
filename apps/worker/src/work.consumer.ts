import { Controller, Logger } from '@nestjs/common';
import { isDatabaseAway, MessageJournal, Suspects, type Suspicion } from '#libs/journal';
import { issue, StageError, type Issue } from '#libs/message';
import { CannotGoOn, Journeys } from '#libs/journey';
import { JourneyTelemetry } from './telemetry/journey-telemetry.js';
import { BatchHandler, groups, type Delivery, type Verdict } from '#libs/transport';
import { Turns } from './turns.js';

const retryAfterMs = 1_000;

/** The tries that a message gets by itself before it is parked. */
const mostTries = 3;

/** So often the process may end with a message alone in hand before the message is parked: more often than by bad luck. */
const mostEndedAlone = 4;

/**
 * Takes message ids from the lanes and sends them on their journey. A message that the journey fails on, although the
 * world is in order, is tried alone a few times and then parked where operators see it; the rest of its lane goes on. So is a
 * message that ends the process, which `Suspects` finds out.
 */
@Controller()
export class WorkConsumer {
  private readonly logger = new Logger(WorkConsumer.name);
  private readonly failures = new Map<string, number>();
  private readonly turns = new Turns();

  constructor(
    private readonly journeys: Journeys,
    private readonly journal: MessageJournal,
    private readonly telemetry: JourneyTelemetry,
    private readonly suspects: Suspects,
  ) {}

  @BatchHandler(groups.work, { batchSize: 200, lingerMs: 2 })
  async work(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    const again = deliveries.filter(({ redelivered }) => redelivered).map(idOf);
    return again.length === 0 ? this.together(deliveries) : this.carefully(deliveries, again);
  }

  /** Some of these came before, perhaps to a process that has ended since: one of them may have been to blame. */
  private async carefully(deliveries: readonly Delivery[], again: readonly string[]): Promise<Verdict[]> {
    try {
      const known = await this.suspects.begin(again);
      const isAnySuspect = [...known.values()].some(isSuspect);
      const verdicts = isAnySuspect
        ? await this.oneByOne(deliveries, known)
        : await this.turns.amongOthers(() => this.together(deliveries));
      await this.suspects.clear(again);
      return verdicts;
    } catch (error) {
      if (passesBy(error)) return this.later(deliveries.length, error);
      throw error;
    }
  }

  private async together(deliveries: readonly Delivery[]): Promise<Verdict[]> {
    try {
      await this.travel(new Map(deliveries.map((delivery) => [idOf(delivery), delivery])));
      return deliveries.map(() => ({ kind: 'ack' }));
    } catch (error) {
      if (passesBy(error)) return this.later(deliveries.length, error);
      this.logger.warn(`${deliveries.length} messages are tried one by one: ${reasonOf(error)}`);
    }
    return this.oneByOne(deliveries);
  }

  /** What is behind one that has to wait waits, too: it may have the same key. */
  private async oneByOne(
    deliveries: readonly Delivery[],
    known: ReadonlyMap<string, Suspicion> = new Map(),
  ): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (const delivery of deliveries) {
      const last = verdicts.at(-1);
      const isHeld = last?.kind === 'retry';
      verdicts.push(isHeld ? last : await this.oneOf(delivery, known.get(idOf(delivery))));
    }
    return verdicts;
  }

  private async oneOf(delivery: Delivery, suspicion: Suspicion | undefined): Promise<Verdict> {
    if (suspicion === undefined || !isSuspect(suspicion)) return this.workAlone(delivery);
    const { endedAlone } = suspicion;
    if (endedAlone >= mostEndedAlone) {
      const ended = issue('process-ended', {}, { value: String(endedAlone) });
      return this.park(idOf(delivery), ended.code, [ended]);
    }
    return this.turns.alone(async () => {
      await this.suspects.beginAlone(idOf(delivery));
      return this.workAlone(delivery);
    });
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
      if (passesBy(error)) return this.later(1, error)[0]!;
      if (error instanceof CannotGoOn) return this.park(id, error.fault.code, [error.fault]);
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
    return this.park(id, reasonOf(error));
  }

  private async park(id: string, reason: string, issues: readonly Issue[] = []): Promise<Verdict> {
    try {
      const parked = await this.journal.park(id, reason, issues);
      if (parked !== undefined) this.telemetry.parked(id, parked.sender ?? undefined, reason);
      return { kind: 'ack' };
    } catch (error) {
      return this.later(1, error)[0]!;
    }
  }

  private later(count: number, error: unknown): Verdict[] {
    this.logger.warn(`${count} messages wait: ${reasonOf(error)}`);
    return Array.from({ length: count }, () => ({ kind: 'retry', afterMs: retryAfterMs }));
  }
}

function isSuspect({ endedAmongOthers, endedAlone }: Suspicion): boolean {
  return endedAmongOthers + endedAlone > 0;
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
