import { codecFor, type EdiDocument } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { Engines } from '../engines.js';
import type { JourneyObserver } from '../observer.js';
import { oneAhead } from '../one-ahead.js';
import type { ReceivedMessage } from '../outcome.js';
import type { EffectStore, Journal, UnitOfWork } from '../ports.js';
import type { IdentifiedInterchange } from '../stages/identify.js';
import { receiptOf } from './answers.js';
import { concludeFile, type ConcludedFile } from './conclude-file.js';
import { FileMessages, type ExaminedGroup } from './file-messages.js';
import { FileSurvey } from './file-survey.js';
import { claimsOf, settleClaims } from './interchange-claims.js';
import type { InterchangeClaim } from './interchange-ports.js';
import { keepWhole, refuseTooLarge } from './keep-whole.js';
import { rehearse } from './rehearse.js';
import { sendAnswers } from './send-answers.js';

/**
 * The trip of a file of EDI:
 *
 *   survey (envelopes) → claim (control references) → messages, each on its own journey → conclude (answers)
 *
 * The file is read twice: what its last trailer says decides whether anything of it may be taken. Messages and the mark of
 * how far the file has come are committed together, so a trip that was interrupted goes on at that mark, and the faults of
 * the messages before it come from the journal. The answers are committed with the end of the file, from what is durable then.
 *
 * The partner's terms change the middle (VAL-5): where one wrong message refuses its interchange, all messages are tried
 * first and committed in one transaction; where the interchange is kept, it stays one message with all that it became.
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
    const { interchange, refuse } = this.known.terms.batch;
    const survey = await this.survey();
    if (interchange === 'keep') refuseTooLarge(survey, this.file);
    survey.claims = await journal.inTransaction((unit) => this.claim(unit, survey));
    const messages = new FileMessages(this.file, this.known, survey, this.engines, this.observer);
    const isTaken = survey.taken.length > 0;
    if (isTaken && refuse === 'interchange') await rehearse(journal, messages, stopping);
    if (!isTaken) this.tell(await journal.inTransaction((unit) => concludeFile(unit, messages)));
    else if (interchange === 'keep') await keepWhole(journal, store, messages, stopping);
    else if (refuse === 'interchange') await this.commitTogether(journal, store, messages, stopping);
    else await this.commitInGroups(journal, store, messages, stopping);
  }

  private survey(): Promise<FileSurvey> {
    const { format, terms, partner } = this.known;
    const schema = partner.agreements.find(({ recognise }) => recognise.format === format)?.schema;
    const check = (between: EdiDocument): readonly Issue[] =>
      schema === undefined ? [] : this.engines.schemas.validate(between, schema);
    return FileSurvey.of(codecFor(format).split!(this.file.chunks()), { format, terms, check });
  }

  /** Each control reference belongs to one interchange; from here on it is this one, and the sender may be told so. */
  private async claim(unit: UnitOfWork, survey: FileSurvey): Promise<InterchangeClaim[]> {
    const { terms } = this.known;
    const claims = claimsOf(survey, this.file, this.known);
    const fresh = new Set(settleClaims(survey, claims, await unit.claimInterchanges(claims)));
    const at = new Date().toISOString();
    const receipts = survey.reports().map(({ number, report }) => ({
      interchange: number,
      answers: fresh.has(number) ? receiptOf(report, terms, at) : [],
    }));
    await sendAnswers(unit, this.file, this.known, receipts);
    const taken = new Set(survey.taken.map(({ number }) => number));
    return claims.filter((claim) => taken.has(claim.interchange));
  }

  private async commitInGroups(
    journal: Journal,
    store: EffectStore,
    messages: FileMessages,
    stopping: AbortSignal,
  ): Promise<void> {
    let done = this.file.recordsDone;
    for await (const group of oneAhead(this.examined(journal, messages, stopping))) {
      const from = done;
      if (!(await journal.inTransaction((unit) => messages.commit(unit, store, group, from)))) return;
      done = group.upTo;
    }
    this.tell(await journal.inTransaction((unit) => concludeFile(unit, messages)));
  }

  /** Groups of messages that have not been committed yet: the next are examined while some commit. */
  private async *examined(
    journal: Journal,
    messages: FileMessages,
    stopping: AbortSignal,
  ): AsyncIterable<ExaminedGroup> {
    const { recordsDone } = this.file;
    for await (const parts of messages.groups(stopping)) {
      await messages.recall(journal, parts, recordsDone);
      const fresh = parts.filter((part) => part.sequence > recordsDone);
      if (fresh.length > 0) yield await messages.examined(fresh);
    }
  }

  private async commitTogether(
    journal: Journal,
    store: EffectStore,
    messages: FileMessages,
    stopping: AbortSignal,
  ): Promise<void> {
    const concluded = await journal.inTransaction(async (unit) => {
      let done = 0;
      for await (const parts of messages.groups(stopping)) {
        const group = await messages.examined(parts);
        if (!(await messages.commit(unit, store, group, done))) return undefined;
        done = group.upTo;
      }
      return concludeFile(unit, messages);
    });
    this.tell(concluded);
  }

  private tell(concluded: ConcludedFile | undefined): void {
    if (concluded !== undefined) this.observer.batchRead(concluded.outcome, concluded.records);
  }
}
