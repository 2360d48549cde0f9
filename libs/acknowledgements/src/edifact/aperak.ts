import { describeIssue, type Issue } from '#libs/message';
import { isApplicationFault } from '../edi/codes-of.js';
import { none, type EdiAcknowledgement, type SegmentValues } from '../edi/edi-acknowledgement.js';
import { placeOf } from '../edi/fault-place.js';
import {
  messagesOf,
  valueOf,
  type InterchangeReport,
  type MessageReport,
} from '../edi/interchange-report.js';
import { answerInterchange, type AnswerMessage, type AnswerOptions } from './edifact-interchange.js';
import { messageReferenceCopy, partyCopies, uncopied } from './copied-elements.js';
import { errorCode } from './fault-position.js';

export interface AperakOptions extends AnswerOptions {
  /** `d95b` is also the shape of D.96A. */
  readonly directory: 'd95b' | 'd96a' | 'd00b';
  /** BGM 1004 of the answer to the first message; further ones get a number behind it. */
  readonly documentNumber: string;
  /** Also tells of messages without faults, as accepted; default: of the others only. */
  readonly namesAccepted?: boolean;
  readonly language?: 'zh' | 'en';
}

/** The places in which the directories differ: ERC groups in a message, and the length of a line of FTX. */
const shapes = {
  d95b: { identifier: ['APERAK', 'D', '95B', 'UN'], mostErrors: 999, lineLength: 70 },
  d96a: { identifier: ['APERAK', 'D', '96A', 'UN'], mostErrors: 999, lineLength: 70 },
  d00b: { identifier: ['APERAK', 'D', '00B', 'UN'], mostErrors: 99999, lineLength: 512 },
} as const;

const mostLines = 5;

/**
 * APERAK for the faults of content in messages whose syntax CONTRL has answered: one message for each message received, in
 * one interchange. BGM says whether it was accepted (1225 29, 4343 AP) or not (27, RE); every fault is an ERC with its text
 * and, where its segment is known, a RFF to the message and segment.
 */
export function aperak(report: InterchangeReport, options: AperakOptions): EdiAcknowledgement {
  const { header } = report;
  if (header === undefined) return none('sender-unknown');
  const missing = uncopied(header, partyCopies);
  if (missing !== undefined) return missing;
  const messages = messagesOf(report);
  const subjects = messages.filter(({ header: own }) => !/^(?:CONTRL|APERAK)$/.test(valueOf(own, 2)));
  if (messages.length > 0 && subjects.length === 0) return none('acknowledgement-received');
  const told = subjects.filter((message) => options.namesAccepted === true || faultsOf(message).length > 0);
  if (told.length === 0) return none('nothing-to-tell');
  for (const { header: own } of told) {
    const unnamed = uncopied(own, messageReferenceCopy);
    if (unnamed !== undefined) return unnamed;
  }
  const answers = told.map((message, index) => answerTo(message, report, options, index));
  const refused = subjects.filter(isRefused).length;
  const verdict = refused === 0 ? 'accepted' : refused === subjects.length ? 'rejected' : 'partially';
  const document = answerInterchange({ ...report, header }, options, answers);
  return { kind: 'made', document, verdict, groupsUsed: 0 };
}

function faultsOf({ issues }: MessageReport): Issue[] {
  return issues.filter(isApplicationFault);
}

function isRefused(message: MessageReport): boolean {
  return faultsOf(message).some(({ severity }) => severity === 'error');
}

function answerTo(
  message: MessageReport,
  report: InterchangeReport,
  options: AperakOptions,
  index: number,
): AnswerMessage {
  const { identifier, mostErrors } = shapes[options.directory];
  const reference = valueOf(message.header, 1);
  const [function1225, response4343] = isRefused(message) ? ['27', 'RE'] : ['29', 'AP'];
  const number = index === 0 ? options.documentNumber : `${options.documentNumber}-${index + 1}`;
  const errors = faultsOf(message)
    .slice(0, mostErrors)
    .flatMap((fault) => errorGroup(fault, reference, report, options));
  return {
    identifier,
    segments: [
      ['BGM', '', number.slice(0, 35), function1225, response4343],
      ['DTM', ['137', options.at.replace(/\D/g, '').slice(0, 12), '203']],
      ['RFF', ['ACW', reference]],
      ...errors,
    ],
  };
}

/** The error codes are those of 0085: a closed list that the partner has already. */
function errorGroup(
  fault: Issue,
  reference: string,
  { syntax }: InterchangeReport,
  { directory, language = 'en' }: AperakOptions,
): SegmentValues[] {
  const text = describeIssue(fault, language).replace(/\s+/g, ' ');
  const lines = linesOf(syntax.level === 'UNOA' ? text.toUpperCase() : text, shapes[directory].lineLength);
  const { position } = placeOf(fault);
  const item: SegmentValues[] =
    position === undefined ? [] : [['RFF', ['ACW', reference, String(position).slice(0, 6)]]];
  return [['ERC', [errorCode(fault, syntax.version)]], ['FTX', 'AAO', '', '', lines], ...item];
}

function linesOf(text: string, length: number): string[] {
  const characters = [...text];
  const count = Math.min(mostLines, Math.ceil(characters.length / length));
  return Array.from({ length: count }, (_, line) =>
    characters
      .slice(line * length, (line + 1) * length)
      .join('')
      .trim(),
  );
}
