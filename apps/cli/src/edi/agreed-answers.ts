import type { MadeAcknowledgement } from '#libs/acknowledgements';
import { codecFor } from '#libs/codecs';
import { answersTo, receiptOf } from '#libs/journey';
import type { EdiTerms } from '#libs/routing';
import type { Call } from '../command.js';
import { IssueReport } from '../issue-report.js';
import { requiredMoment } from '../moment.js';
import type { FileReports } from './interchange-reports.js';

/**
 * Writes every answer that the partner wants, in the order in which the hub sends them.
 * @returns whether they refuse nothing
 */
export async function answerAsAgreed(
  { reports }: FileReports,
  terms: EdiTerms,
  call: Call,
): Promise<boolean> {
  const { given, terminal } = call;
  const at = requiredMoment(given.optional('now'));
  const answers = reports.flatMap((report) => [
    ...receiptOf(report, terms, at),
    ...answersTo(report, terms, at),
  ]);
  if (answers.length === 0) await terminal.note(terminal.words(notWanted));
  let interchange = given.count('number') ?? 1;
  let group = interchange;
  let isFine = reports.length > 0;
  for (const answer of answers) {
    isFine = (await writeAnswer(answer.make({ interchange, group }), call)) && isFine;
    interchange += 1;
    group += answer.groups;
  }
  return isFine;
}

const notWanted = {
  zh: '按约定，对此不应答。',
  en: 'By what is agreed, there is no answer to this.',
};

/** Writes an answer as the bytes of an interchange. @returns whether it refuses nothing */
export async function writeAnswer(
  { document, verdict }: MadeAcknowledgement,
  { terminal }: Call,
): Promise<boolean> {
  const { bytes, issues } = codecFor(document.format).encode(document);
  await new IssueReport(terminal, 'text').add(issues);
  await terminal.write(bytes);
  return verdict === 'accepted' || verdict === 'received';
}
