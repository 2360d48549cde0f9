import { codecFor, type EdiDocument, type Part } from '#libs/codecs';
import { StageError, type Issue } from '#libs/message';
import { dispatch } from '../outbound/dispatch.js';
import type { Engines } from '../engines.js';
import { inGroups } from '../in-groups.js';
import { effectsOf, examine, hearAnswers } from '../journey.js';
import type { GroupWatch, JourneyObserver } from '../observer.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from '../outcome.js';
import type { EffectStore, Journal, UnitOfWork } from '../ports.js';
import { recordOf } from '../record-of.js';
import type { IdentifiedInterchange } from '../stages/identify.js';
import { answersTo, receiptOf } from './answers.js';
import { FileSurvey, placeOfPart } from './file-survey.js';
import { claimsOf, settleClaims } from './interchange-claims.js';
import { fileOutcome } from './file-outcome.js';
import type { InterchangeClaim } from './interchange-ports.js';
import { refusedAbove, repeatedWith, underEnvelope } from './message-outcome.js';
import { sendAnswers } from './send-answers.js';

/** Messages that are examined together and committed in one transaction. */
const messagesPerCommit = 200;

/**
 * The trip of a file of EDI:
 *
 *   survey: envelopes ─→ claim: control references ─→ messages, each on its own journey ─→ answers
 *
 * The file is read twice: what its last trailer says decides whether anything of it may be taken. Messages and the mark of
 * how far the file has come are committed together, so a trip that was interrupted goes on at that mark, and the faults of
 * messages before it come from the journal. The answers are committed with the end of the file, made from what is durable then.
 */
export class InterchangeTrip {
  constructor(
    private readonly file: ReceivedMessage,
    private readonly known: IdentifiedInterchange,
    private readonly engines: Engines,
    private readonly observer: JourneyObserver,
  ) {}

  /** @throws StageError (retryable) when it was asked to stop: the rest waits */
  async travel(journal: Journal, store: EffectStore, stopping: AbortSignal): Promise<void> {
    const survey = await this.survey();
    const claims = await journal.inTransaction((unit) => this.claim(unit, survey));
    let done = this.file.recordsDone;
    const groups = survey.taken.length === 0 ? [] : inGroups(this.messages(), messagesPerCommit);
    for await (const parts of groups) {
      if (stopping.aborted) throw new StageError('apply', 'an interchange waits for the next start', true);
      await this.recall(journal, survey, parts, done);
      const fresh = parts.filter((part) => part.sequence > done);
      if (fresh.length === 0) continue;
      if (!(await this.commit(journal, store, survey, fresh, done))) return;
      done = fresh.at(-1)!.sequence;
    }
    await this.finish(journal, survey, claims);
  }

  private survey(): Promise<FileSurvey> {
    const { format, terms, partner } = this.known;
    const schema = partner.agreements.find(({ recognise }) => recognise.format === format)?.schema;
    const check = (between: EdiDocument): readonly Issue[] =>
      schema === undefined ? [] : this.engines.schemas.validate(between, schema);
    return FileSurvey.of(this.parts(), { format, terms, check });
  }

  private parts(): AsyncIterable<Part> {
    return codecFor(this.known.format).split!(this.file.chunks());
  }

  private async *messages(): AsyncIterable<Part> {
    for await (const part of this.parts()) if (part.sequence > 0) yield part;
  }

  /** Each control reference belongs to one interchange; from here on it is this one, and the sender may be told so. */
  private async claim(unit: UnitOfWork, survey: FileSurvey): Promise<InterchangeClaim[]> {
    const claims = claimsOf(survey, this.file, this.known);
    const fresh = new Set(settleClaims(survey, claims, await unit.claimInterchanges(claims)));
    const receipts = survey.reports().map(({ number, report }) => ({
      interchange: number,
      answers: fresh.has(number) ? receiptOf(report, this.known.terms, now()) : [],
    }));
    await sendAnswers(unit, this.file, this.known.format, receipts);
    return claims.filter(({ interchange }) => !survey.repeats.has(interchange));
  }

  /** What became of messages that were committed before an interruption. */
  private async recall(
    journal: Journal,
    survey: FileSurvey,
    parts: readonly Part[],
    done: number,
  ): Promise<void> {
    const [first] = parts;
    if (first === undefined || first.sequence > done) return;
    const places = new Map(parts.map((part) => [part.sequence, placeOfPart(part)]));
    const { id } = this.file.envelope;
    for (const { sequence, verdict, issues } of await journal.recorded(id, first.sequence, done)) {
      const place = places.get(sequence);
      if (place !== undefined) survey.report.conclude(place, verdict, issues);
    }
  }

  private async commit(
    journal: Journal,
    store: EffectStore,
    survey: FileSurvey,
    parts: readonly Part[],
    from: number,
  ): Promise<boolean> {
    const group = this.observer.group(this.file);
    const isRepeated = (part: Part): boolean => survey.repeats.has(placeOfPart(part).interchange);
    const repeated = parts.filter(isRepeated).map((part) => this.repeated(part, survey));
    const fresh = parts.filter((part) => !isRepeated(part));
    const outcomes = await Promise.all(fresh.map((part) => this.examined(part, survey, group)));
    const { id } = this.file.envelope;
    const committed = await group.commit(() =>
      journal.inTransaction(async (unit) => {
        if (!(await unit.advanceBatch(id, from, parts.at(-1)!.sequence))) return [];
        const settled = [...(await unit.settleReferences(outcomes)), ...repeated];
        await unit.recordParts(id, settled);
        await store.apply(unit, settled.flatMap(effectsOf));
        await hearAnswers(unit, settled);
        await dispatch(unit, settled, this.engines.routing);
        return settled;
      }),
    );
    for (const { message, verdict, issues } of committed)
      survey.report.conclude(placeOfPart(message.part!), verdict, issues);
    return committed.length > 0;
  }

  private repeated(part: Part, survey: FileSurvey): SettledOutcome {
    const { format } = this.known;
    const first = survey.repeats.get(placeOfPart(part).interchange)!;
    return repeatedWith(recordOf(this.file, part, { format }), format, first);
  }

  private async examined(part: Part, survey: FileSurvey, group: GroupWatch): Promise<Outcome> {
    const { format } = this.known;
    const { message, watch } = group.begin(recordOf(this.file, part, { format }));
    const place = placeOfPart(part);
    const refusal = survey.refusalAbove(place);
    const outcome =
      refusal === undefined
        ? await examine(message, this.engines, survey.issuesOfMessage(place), watch)
        : refusedAbove(message, format, refusal);
    return underEnvelope(outcome, part, format, survey.interchange(place.interchange));
  }

  private async finish(
    journal: Journal,
    survey: FileSurvey,
    claims: readonly InterchangeClaim[],
  ): Promise<void> {
    const { terms, format } = this.known;
    const { id: messageId, sender: partner = '', receivedAt, idempotencyKey } = this.file.envelope;
    const outcome = fileOutcome(this.file, format, survey);
    const counts = await journal.inTransaction(async (unit) => {
      const waiting = await unit.lockWaiting([messageId]);
      if (waiting.size === 0) return undefined;
      const records = await unit.finishBatch(outcome);
      await unit.releaseInterchanges(
        claims.filter(({ interchange }) => survey.report.kept(interchange) === 0),
      );
      await unit.settleAcknowledgements(survey.incoming, { messageId, partner, receivedAt });
      for (const [interchange, first] of survey.repeats)
        await unit.repeatAcknowledgements(first, { messageId, interchange, correlationId: idempotencyKey });
      const answers = survey.reports().map(({ number, report }) => ({
        interchange: number,
        answers: survey.repeats.has(number) ? [] : answersTo(report, terms, now()),
      }));
      await sendAnswers(unit, this.file, format, answers);
      return records;
    });
    if (counts !== undefined) this.observer.batchRead(outcome, counts);
  }
}

function now(): string {
  return new Date().toISOString();
}
