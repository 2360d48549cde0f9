import { codecFor, type Part } from '#libs/codecs';
import { StageError } from '#libs/message';
import { inTurn } from '../breath.js';
import type { Engines } from '../engines.js';
import { inGroups } from '../in-groups.js';
import { effectsOf, examine, hearAnswers } from '../journey.js';
import type { GroupWatch, JourneyObserver } from '../observer.js';
import { dispatch } from '../outbound/dispatch.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from '../outcome.js';
import type { EffectStore, Journal, UnitOfWork } from '../ports.js';
import { recordOf } from '../record-of.js';
import type { IdentifiedInterchange } from '../stages/identify.js';
import { placeOfPart, type FileSurvey } from './file-survey.js';
import { refusedAbove, repeatedWith, underEnvelope } from './message-outcome.js';

/** Messages that are examined together and committed in one transaction. */
const messagesPerCommit = 200;

/** The messages of a file after it has been surveyed: each is examined by itself, and they are committed in groups. */
export class FileMessages {
  constructor(
    readonly file: ReceivedMessage,
    readonly known: IdentifiedInterchange,
    readonly survey: FileSurvey,
    readonly engines: Engines,
    private readonly observer: JourneyObserver,
  ) {}

  /** @throws StageError (retryable) when it was asked to stop: the rest waits */
  async *groups(stopping: AbortSignal): AsyncIterable<Part[]> {
    const parts = codecFor(this.known.format).split!(this.file.chunks());
    for await (const group of inGroups(messagesOnly(parts), messagesPerCommit)) {
      if (stopping.aborted) throw new StageError('apply', 'an interchange waits for the next start', true);
      yield group;
    }
  }

  /** A group that sets out: what came of it, as far as it depends on nothing but itself. */
  async examined(parts: readonly Part[], observer: JourneyObserver = this.observer): Promise<ExaminedGroup> {
    const watch = observer.group(this.file);
    const isRepeated = (part: Part): boolean => this.survey.repeats.has(placeOfPart(part).interchange);
    const fresh = parts.filter((part) => !isRepeated(part));
    return {
      upTo: parts.at(-1)?.sequence ?? 0,
      outcomes: await inTurn(fresh, (part) => this.examinedPart(part, watch)),
      repeated: parts.filter(isRepeated).map((part) => this.repeatedPart(part)),
      watch,
    };
  }

  /** @returns false when another worker has come this far already */
  async commit(unit: UnitOfWork, store: EffectStore, group: ExaminedGroup, from: number): Promise<boolean> {
    const { id } = this.file.envelope;
    const committed = await group.watch.commit(async () => {
      if (!(await unit.advanceBatch(this.file, from, group.upTo))) return [];
      const settled = [...(await unit.settleReferences(group.outcomes)), ...group.repeated];
      await unit.recordParts(id, settled);
      await store.apply(unit, settled.flatMap(effectsOf));
      await hearAnswers(unit, settled);
      await dispatch(unit, settled, this.engines.routing);
      return settled;
    });
    for (const { message, verdict, issues } of committed)
      this.survey.report.conclude(placeOfPart(message.part!), verdict, issues);
    return committed.length > 0;
  }

  /** What became of messages that were committed before an interruption; their faults belong into the answers too. */
  async recall(journal: Journal, parts: readonly Part[], done: number): Promise<void> {
    const first = parts[0]?.sequence ?? 0;
    if (first > done) return;
    const places = new Map(parts.map((part) => [part.sequence, placeOfPart(part)]));
    for (const { sequence, verdict, issues } of await journal.recorded(this.file.envelope.id, first, done)) {
      const place = places.get(sequence);
      if (place !== undefined) this.survey.report.conclude(place, verdict, issues);
    }
  }

  private async examinedPart(part: Part, group: GroupWatch): Promise<Outcome> {
    const { format } = this.known;
    const { message, watch } = group.begin(recordOf(this.file, part, { format }));
    const place = placeOfPart(part);
    const refusal = this.survey.refusalAbove(place);
    const outcome =
      refusal === undefined
        ? await examine(message, this.engines, this.survey.issuesOfMessage(place), watch)
        : refusedAbove(message, format, refusal);
    const whole = this.survey.wholeRefusals.get(place.interchange);
    const isTakenDown = whole !== undefined && outcome.verdict !== 'refused';
    const judged = isTakenDown ? refusedAbove(message, format, whole, outcome) : outcome;
    return underEnvelope(judged, part, format, this.survey.interchange(place.interchange));
  }

  private repeatedPart(part: Part): SettledOutcome {
    const { format } = this.known;
    const first = this.survey.repeats.get(placeOfPart(part).interchange)!;
    return repeatedWith(recordOf(this.file, part, { format }), format, first);
  }
}

export interface ExaminedGroup {
  readonly upTo: number;
  readonly outcomes: readonly Outcome[];
  readonly repeated: readonly SettledOutcome[];
  readonly watch: GroupWatch;
}

async function* messagesOnly(parts: AsyncIterable<Part>): AsyncIterable<Part> {
  for await (const part of parts) if (part.sequence > 0) yield part;
}
