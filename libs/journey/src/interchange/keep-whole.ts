import { issue } from '#libs/message';
import { effectsOf, hearAnswers } from '../journey.js';
import { noObserver } from '../observer.js';
import { dispatch } from '../outbound/dispatch.js';
import type { CanonicalMessage, Outcome, ReceivedMessage, SettledOutcome } from '../outcome.js';
import type { EffectStore, Journal } from '../ports.js';
import { nothing, waitsForAgreement } from '../stages/conclude.js';
import { largestMessageBytes } from '../stages/decode.js';
import { answerFile } from './conclude-file.js';
import type { FileMessages } from './file-messages.js';
import { fileOutcome } from './file-outcome.js';
import { placeOfPart, type FileSurvey } from './file-survey.js';

const mostIssues = 1000;

/** An interchange that is kept in one piece must fit into memory, like any message that travels alone. */
export function refuseTooLarge(survey: FileSurvey, file: ReceivedMessage): void {
  if (file.envelope.sizeBytes <= largestMessageBytes) return;
  for (const { number } of survey.interchanges) {
    const args = { interchange: number, group: 0, message: 0 };
    survey.add(issue('input-too-large', {}, { expected: String(largestMessageBytes), args }));
  }
}

/** The file stays one message: everything that its messages become is of it, in one transaction. */
export async function keepWhole(
  journal: Journal,
  store: EffectStore,
  messages: FileMessages,
  stopping: AbortSignal,
): Promise<void> {
  const { file, survey, engines } = messages;
  const outcomes: Outcome[] = [];
  for await (const parts of messages.groups(stopping))
    outcomes.push(...(await messages.examined(parts, noObserver)).outcomes);
  const waiting = outcomes.find(({ reason }) => waitsForAgreement(reason));
  if (waiting !== undefined) return wait(journal, messages, waiting);
  for (const { message, verdict, issues } of outcomes)
    survey.report.conclude(placeOfPart(message.part!), keptVerdict(verdict), issues);
  const whole = together(outcomes, messages);
  await journal.inTransaction(async (unit) => {
    const waiting = await unit.lockWaiting([file.envelope.id]);
    if (waiting.size === 0) return;
    await unit.record([whole]);
    await store.apply(unit, effectsOf(whole));
    await hearAnswers(unit, [whole]);
    await dispatch(unit, [whole], engines.routing);
    await answerFile(unit, messages);
  });
}

/** One message waits for its agreement, and so does all that is in one piece with it, unanswered. */
async function wait(journal: Journal, { file, known, survey }: FileMessages, part: Outcome): Promise<void> {
  const { reason, agreement, issues } = part;
  await journal.inTransaction(async (unit) => {
    const waiting = await unit.lockWaiting([file.envelope.id]);
    if (waiting.size === 0) return;
    await unit.releaseInterchanges(survey.claims);
    const facts = { ...nothing, message: file, format: known.format, reason, agreement, issues };
    await unit.record([{ ...facts, verdict: 'quarantined' }]);
  });
}

/** A part of a message cannot wait by itself. */
function keptVerdict(verdict: Outcome['verdict']): Outcome['verdict'] {
  return verdict === 'accepted' ? 'accepted' : 'refused';
}

function together(outcomes: readonly Outcome[], { file, known, survey }: FileMessages): SettledOutcome {
  const accepted = outcomes.filter(({ verdict }) => verdict === 'accepted');
  const canonicals: CanonicalMessage[] = [];
  const outgoing: Outcome['outgoing'][number][] = [];
  for (const outcome of accepted) {
    const before = canonicals.length;
    canonicals.push(...outcome.canonicals.map((one) => ({ ...one, ordinal: before + one.ordinal })));
    outgoing.push(
      ...outcome.outgoing.map((one) => ({ ...one, canonicalOrdinal: before + one.canonicalOrdinal })),
    );
  }
  const whole = fileOutcome(file, known.format, survey);
  const [refusal] = outcomes.flatMap(({ reason }) => reason ?? []);
  const isTaken = whole.verdict !== 'accepted' || accepted.length > 0;
  return {
    ...whole,
    ...(isTaken ? {} : { verdict: 'refused', reason: refusal }),
    charset: outcomes[0]?.charset,
    issues: [...whole.issues, ...outcomes.flatMap(({ issues }) => issues)].slice(0, mostIssues),
    keys: [...whole.keys, ...outcomes.flatMap(({ keys }) => keys)],
    canonicals,
    outgoing,
    incoming: accepted.flatMap(({ incoming }) => incoming ?? []),
    isTest: accepted.some(({ isTest }) => isTest === true),
  };
}
