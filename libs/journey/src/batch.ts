import { codecFor, type Part } from '#libs/codecs';
import { hasErrors, issue, StageError, type Issue } from '#libs/message';
import { tolerate, type Agreement } from '#libs/routing';
import { inTurn } from './breath.js';
import type { Engines } from './engines.js';
import { effectsOf, examine } from './journey.js';
import { dispatch } from './outbound/dispatch.js';
import { inGroups } from './in-groups.js';
import { oneAhead } from './one-ahead.js';
import type { GroupWatch, JourneyObserver } from './observer.js';
import type { Outcome, ReceivedMessage } from './outcome.js';
import type { EffectStore, Journal } from './ports.js';
import { acknowledgeBatch } from './stages/acknowledge.js';
import { codecOptions } from './stages/decode.js';
import { recordOf } from './record-of.js';

/** Records that are examined together and committed in one transaction. */
const recordsPerCommit = 200;

/** Records with what came of them, as far as it depends on nothing but themselves. */
interface ExaminedRecords {
  readonly outcomes: readonly Outcome[];
  /** Sequence of the last. */
  readonly upTo: number;
  readonly group: GroupWatch;
}

/**
 * A batch is read piece by piece; each record becomes a message of its own, with its own outcome. Records and the mark
 * of how far the batch has come are committed together, so a batch that was interrupted goes on at that mark. While some
 * records commit, the next are examined.
 */
export class BatchTrip {
  private readonly fileIssues: Issue[] = [];
  /** What is wrong before the first record (the charset, the header) is wrong for all of them. */
  private isUnusable = false;

  constructor(
    private readonly batch: ReceivedMessage,
    private readonly agreement: Agreement,
    private readonly engines: Engines,
    private readonly observer: JourneyObserver,
  ) {}

  /** @throws StageError (retryable) when it was asked to stop: the rest waits */
  async travel(journal: Journal, store: EffectStore, stopping: AbortSignal): Promise<void> {
    let done = this.batch.recordsDone;
    for await (const records of oneAhead(this.examined(stopping))) {
      if (!(await this.commitRecords(journal, store, records, done))) return;
      done = records.upTo;
    }
    await this.finish(journal, done);
  }

  /** Groups of records that have not been committed yet. */
  private async *examined(stopping: AbortSignal): AsyncIterable<ExaminedRecords> {
    for await (const parts of inGroups(this.parts(), recordsPerCommit)) {
      if (this.isUnusable) return;
      if (stopping.aborted) throw new StageError('apply', 'a batch waits for the next start', true);
      const fresh = parts.filter((part) => part.sequence > this.batch.recordsDone);
      if (fresh.length > 0) yield await this.examine(fresh);
    }
  }

  private async examine(parts: readonly Part[]): Promise<ExaminedRecords> {
    const { id: agreement, version: agreementVersion } = this.agreement;
    const group = this.observer.group(this.batch);
    const outcomes = await inTurn(parts, (part) => {
      const record = recordOf(this.batch, part, { agreement, agreementVersion });
      const { message, watch } = group.begin(record);
      return examine(message, this.engines, part.issues, watch);
    });
    return { outcomes, upTo: parts.at(-1)!.sequence, group };
  }

  private async *parts(): AsyncIterable<Part> {
    const codec = codecFor(this.agreement.recognise.format);
    if (codec.split === undefined)
      throw new Error(`agreement ${this.agreement.id}: ${codec.name} cannot be split`);
    for await (const part of codec.split(this.batch.chunks(), codecOptions(this.agreement, this.engines))) {
      // sequence 0 tells of the file itself, not of a record
      if (part.sequence === 0) this.fileIssues.push(...tolerate(part.issues, this.agreement.tolerance));
      else {
        if (part.sequence === 1) this.isUnusable = hasErrors(this.fileIssues);
        yield part;
      }
    }
  }

  private async commitRecords(
    journal: Journal,
    store: EffectStore,
    { outcomes, upTo, group }: ExaminedRecords,
    from: number,
  ): Promise<boolean> {
    const committed = await group.commit(() =>
      journal.inTransaction(async (unit) => {
        const id = this.batch.envelope.id;
        if (!(await unit.advanceBatch(this.batch, from, upTo))) return [];
        const settled = await unit.settleReferences(outcomes);
        await unit.recordParts(id, settled);
        await store.apply(unit, settled.flatMap(effectsOf));
        await dispatch(unit, settled, this.engines.routing);
        return settled;
      }),
    );
    return committed.length > 0;
  }

  private async finish(journal: Journal, records: number): Promise<void> {
    const issues = records === 0 && !hasErrors(this.fileIssues) ? [issue('input-empty', {})] : [];
    const allIssues = [...this.fileIssues, ...issues];
    const outcome: Outcome = {
      message: this.batch,
      verdict: hasErrors(allIssues) && records === 0 ? 'refused' : 'accepted',
      reason: allIssues.find((fault) => fault.severity === 'error')?.code,
      issues: allIssues,
      agreement: this.agreement,
      isTest: this.agreement.state === 'test',
      format: this.agreement.recognise.format,
      charset: this.agreement.charset,
      canonicals: [],
      keys: [],
      outgoing: [],
    };
    const counts = await journal.inTransaction(async (unit) => {
      const waiting = await unit.lockWaiting([this.batch.envelope.id]);
      if (waiting.size === 0) return undefined;
      const records = await unit.finishBatch(outcome);
      await unit.acknowledge(acknowledgeBatch(outcome, records, this.engines));
      return records;
    });
    if (counts !== undefined) this.observer.batchRead(outcome, counts);
  }
}
