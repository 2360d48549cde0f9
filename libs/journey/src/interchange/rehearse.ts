import { noObserver } from '../observer.js';
import type { Journal } from '../ports.js';
import type { FileMessages } from './file-messages.js';
import { placeOfPart } from './file-survey.js';
import { waitsForAgreement } from '../stages/conclude.js';

/** Ends the transaction of a rehearsal, of which nothing is kept. */
const rehearsed = new Error('a rehearsal is over');

/**
 * Where one wrong message refuses its interchange: tries all messages, references included, before anything is kept, and
 * tells the survey which interchanges are taken down.
 */
export async function rehearse(
  journal: Journal,
  messages: FileMessages,
  stopping: AbortSignal,
): Promise<void> {
  const { survey } = messages;
  const trial = journal.inTransaction(async (unit) => {
    for await (const parts of messages.groups(stopping)) {
      const { outcomes } = await messages.examined(parts, noObserver);
      for (const { verdict, reason, message, issues } of await unit.settleReferences(outcomes)) {
        const { interchange } = placeOfPart(message.part!);
        const fault = issues.find(({ severity }) => severity === 'error') ?? issues[0];
        const isWrong = verdict === 'refused' || (verdict === 'quarantined' && !waitsForAgreement(reason));
        if (isWrong && fault !== undefined && !survey.wholeRefusals.has(interchange))
          survey.wholeRefusals.set(interchange, fault);
      }
    }
    throw rehearsed;
  });
  await trial.catch((error: unknown) => {
    if (error !== rehearsed) throw error;
  });
}
