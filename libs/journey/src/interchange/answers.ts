import {
  aperak,
  contrl,
  functionalAcknowledgement,
  messagesOf,
  ta1,
  valueOf,
  type AperakOptions,
  type EdiAcknowledgement,
  type InterchangeReport,
  type MadeAcknowledgement,
} from '#libs/acknowledgements';
import type { EdiTerms } from '#libs/routing';

/** Numbers of ours that an answer bears. */
export interface AnswerNumbers {
  /** UNB 0020, ISA13 */
  readonly interchange: number;
  /** GS06 of the first group */
  readonly group: number;
}

/** An answer before it has its numbers. Made twice with the same numbers, it is the same. */
export interface Answer {
  /** How many groups it has, each of which takes a number. */
  readonly groups: number;
  make(numbers: AnswerNumbers): MadeAcknowledgement;
}

type Make = (numbers: AnswerNumbers) => EdiAcknowledgement;

/**
 * The answers that a partner wants to an interchange, with what is durable when they are committed.
 * @param at ISO 8601
 */
export function answersTo(report: InterchangeReport, terms: EdiTerms, at: string): Answer[] {
  const wanted =
    report.format === 'edifact' ? edifactAnswers(report, terms, at) : x12Answers(report, terms, at);
  return wanted.flatMap(drafted);
}

/** The receipt of an interchange whose envelope is in order, said before its messages are read. */
export function receiptOf(report: InterchangeReport, terms: EdiTerms, at: string): Answer[] {
  if (report.format !== 'edifact' || terms.acknowledge.edifact.contrl !== 'receipt') return [];
  const make: Make = ({ interchange }) =>
    contrl(report, { kind: 'receipt', reference: String(interchange), at });
  return drafted(make);
}

const draftNumbers: AnswerNumbers = { interchange: 1, group: 1 };

function drafted(make: Make): Answer[] {
  const draft = make(draftNumbers);
  if (draft.kind === 'none') return [];
  const madeWith = (numbers: AnswerNumbers): MadeAcknowledgement => {
    const answer = make(numbers);
    if (answer.kind === 'none') throw new Error(`an answer depends on its number: ${answer.reason}`);
    return answer;
  };
  return [{ groups: draft.groupsUsed, make: madeWith }];
}

function edifactAnswers(report: InterchangeReport, terms: EdiTerms, at: string): Make[] {
  const { contrl: wanted, aperak: content } = terms.acknowledge.edifact;
  const policy = terms.batch.refuse === 'interchange' ? 'whole' : 'split';
  const answer: Make = ({ interchange }) =>
    contrl(report, {
      kind: 'functional',
      reference: String(interchange),
      at,
      policy,
      // without APERAK nothing else would tell of faults of content
      coversApplication: content === 'never',
    });
  const ofContent: Make = ({ interchange }) =>
    aperak(report, {
      reference: String(interchange),
      documentNumber: String(interchange),
      at,
      directory: directoryFor(report),
    });
  return [
    ...(wanted === 'never' || (wanted === 'refusals' && isAccepted(answer)) ? [] : [answer]),
    ...(content === 'refusals' && !isAccepted(ofContent) ? [ofContent] : []),
  ];
}

function x12Answers(report: InterchangeReport, terms: EdiTerms, at: string): Make[] {
  const { ta1: wanted, functional } = terms.acknowledge.x12;
  const ofEnvelope: Make = ({ interchange }) => ta1(report, { interchangeNumber: interchange, at });
  const isRequested = valueOf(report.header, 14).trim() === '1';
  const isWanted =
    wanted === 'always' ||
    (wanted === 'requested' && isRequested) ||
    (wanted === 'refusals' && !isAccepted(ofEnvelope));
  if (functional === 'never') return isWanted ? [ofEnvelope] : [];
  const policy = terms.batch.refuse === 'interchange' ? 'whole' : 'split';
  const ofGroups: Make = ({ interchange, group }) =>
    functionalAcknowledgement(report, {
      set: functional,
      interchangeNumber: interchange,
      groupNumber: group,
      at,
      policy,
      // X12 has no other answer here that would tell of faults of content
      coversApplication: true,
      withTa1: isWanted,
    });
  // TA1 goes along with the groups, or alone when these have no answer
  return ofGroups(draftNumbers).kind === 'none' && isWanted ? [ofEnvelope] : [ofGroups];
}

/** There is nothing to refuse where there is no answer. */
function isAccepted(make: Make): boolean {
  const draft = make(draftNumbers);
  return draft.kind === 'none' || draft.verdict === 'accepted' || draft.verdict === 'received';
}

/** APERAK in the directory nearest to that of the messages. */
function directoryFor(report: InterchangeReport): AperakOptions['directory'] {
  const release = valueOf(messagesOf(report)[0]?.header, 2, 3).toUpperCase();
  if (release === '95B') return 'd95b';
  return /^[012]/.test(release) ? 'd00b' : 'd96a';
}
