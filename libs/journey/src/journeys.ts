import { BatchTrip } from './batch.js';
import { Breath } from './breath.js';
import { CommitQueue } from './commit-queue.js';
import type { Engines, EnginesSource } from './engines.js';
import { InterchangeTrip } from './interchange/interchange-trip.js';
import { UnreadableFile } from './interchange/unreadable-file.js';
import { commit, examine } from './journey.js';
import { noObserver, type JourneyObserver } from './observer.js';
import type { Outcome, ReceivedMessage } from './outcome.js';
import type { EffectStore, Journal } from './ports.js';
import { identify, type Unidentified } from './stages/identify.js';

/** Sends messages on their journey: many at a time, each judged on its own, all of them committed together. */
export class Journeys {
  private readonly stopping = new AbortController();
  private readonly commits = new CommitQueue((outcomes, engines) =>
    this.journal.inTransaction((unit) => commit(unit, this.store, outcomes, engines)),
  );

  constructor(
    private readonly journal: Journal,
    private readonly store: EffectStore,
    private readonly engines: EnginesSource,
    private readonly observer: JourneyObserver = noObserver,
  ) {}

  /** A batch in hand stops at its next commit and stays waiting; its progress is kept. */
  stop(): void {
    this.stopping.abort();
  }

  /** Takes the messages all the way. Those that are finished already, by whomever, are passed over. */
  async travel(ids: readonly string[]): Promise<void> {
    const engines = await this.engines();
    const group = this.observer.group();
    const alone: Outcome[] = [];
    const breath = new Breath();
    for (const loaded of await this.journal.load(ids)) {
      const own = await this.enginesFor(loaded, engines);
      const waiting = { ...loaded, configuration: own.number };
      const batch = tripOf(waiting, own, this.observer);
      if (batch !== undefined) await batch.travel(this.journal, this.store, this.stopping.signal);
      else {
        const { message, watch } = group.begin(waiting);
        alone.push(await examine(message, engines, [], watch));
        await breath.take();
      }
    }
    if (alone.length === 0) return;
    await group.commit(() => this.commits.add(alone, engines));
  }

  /** A file of which records are done goes on as it began, whatever has become active since. */
  private async enginesFor(
    { recordsDone, configuration }: ReceivedMessage,
    inUse: Engines,
  ): Promise<Engines> {
    if (recordsDone === 0 || configuration === undefined || configuration === inUse.number) return inUse;
    return this.engines(configuration);
  }
}

/** How a file of records or of interchanges travels; undefined for a message that travels alone. */
function tripOf(
  message: ReceivedMessage,
  engines: Engines,
  observer: JourneyObserver,
): BatchTrip | InterchangeTrip | UnreadableFile | undefined {
  if (message.part !== undefined || !sendsFiles(message, engines)) return undefined;
  const identification = identify(message, engines.routing);
  if (identification.kind === 'interchange')
    return new InterchangeTrip(message, identification, engines, observer);
  if (identification.kind === 'unidentified')
    return isReadable(identification) ? undefined : UnreadableFile.in(message, engines.routing);
  if (identification.kind !== 'identified' || !identification.agreement.batch) return undefined;
  return new BatchTrip(message, identification.agreement, engines, observer);
}

/** XML and JSON are what they are, even if nobody has agreed on them. */
function isReadable({ format, reason }: Unidentified): boolean {
  return reason !== 'agreement-missing' || format === 'xml' || format === 'json';
}

/** Most partners send single messages only: of those nobody has to look into the bytes twice. */
function sendsFiles({ envelope }: ReceivedMessage, { routing }: Engines): boolean {
  const partner = routing.partner(envelope.sender ?? '');
  if (partner === undefined) return false;
  return partner.edi !== undefined || partner.agreements.some((agreement) => agreement.batch);
}
