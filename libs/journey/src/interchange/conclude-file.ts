import type { BatchCounts, UnitOfWork } from '../ports.js';
import type { SettledOutcome } from '../outcome.js';
import { acknowledgementChannel } from '../stages/acknowledgement-channel.js';
import { answersTo } from './answers.js';
import type { FileMessages } from './file-messages.js';
import { fileOutcome } from './file-outcome.js';
import { sendAnswers } from './send-answers.js';

export interface ConcludedFile {
  readonly outcome: SettledOutcome;
  readonly records: BatchCounts;
}

/** The end of a file whose messages are in the journal. @returns undefined when another worker was here before */
export async function concludeFile(
  unit: UnitOfWork,
  messages: FileMessages,
): Promise<ConcludedFile | undefined> {
  const { file, known, survey } = messages;
  const waiting = await unit.lockWaiting([file.envelope.id]);
  if (waiting.size === 0) return undefined;
  const outcome = fileOutcome(file, known.format, survey);
  const records = await unit.finishBatch(outcome);
  await answerFile(unit, messages);
  return { outcome, records };
}

/** What is said to the sender, and to ourselves: everything that follows from the file as a whole. */
export async function answerFile(unit: UnitOfWork, { file, known, survey }: FileMessages): Promise<void> {
  const { id: messageId, sender: partner = '', receivedAt, idempotencyKey } = file.envelope;
  await unit.releaseInterchanges(
    survey.claims.filter(({ interchange }) => survey.report.kept(interchange) === 0),
  );
  await unit.settleAcknowledgements(survey.incoming, { messageId, partner, receivedAt });
  const over = acknowledgementChannel(known.partner);
  for (const [interchange, first] of survey.repeats)
    await unit.repeatAcknowledgements(first, { messageId, interchange, correlationId: idempotencyKey, over });
  const at = new Date().toISOString();
  const answers = survey.reports().map(({ number, report }) => ({
    interchange: number,
    answers: survey.repeats.has(number) ? [] : answersTo(report, known.terms, at),
  }));
  await sendAnswers(unit, file, known, answers);
}
