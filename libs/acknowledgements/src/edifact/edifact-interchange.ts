import type { EdiSyntax } from '#libs/codecs';
import {
  interchangeDocument,
  type AcknowledgementDocument,
  type SegmentValues,
} from '../edi/edi-acknowledgement.js';
import { valueOf, type InterchangeReport, type ServiceSegment } from '../edi/interchange-report.js';
import { copied } from './copied-elements.js';

/** What the caller gives to every answer. */
export interface AnswerOptions {
  /** Our own interchange control reference, UNB 0020: never used before. */
  readonly reference: string;
  /** UNH 0062 of the (first) message; default '1'. */
  readonly messageReference?: string;
  /** ISO 8601; its digits are written as they stand. */
  readonly at: string;
}

/** A message of the answer, without UNH and UNT. */
export interface AnswerMessage {
  /** S009 */
  readonly identifier: readonly string[];
  readonly segments: readonly SegmentValues[];
}

/** The answer as an interchange in the sender's syntax, from its recipient to its sender (ISO 9735-1, UNB). */
export function answerInterchange(
  report: InterchangeReport & { readonly header: ServiceSegment },
  options: AnswerOptions,
  messages: readonly AnswerMessage[],
): AcknowledgementDocument {
  const { header } = report;
  const syntax = writable(report);
  const first = options.messageReference ?? '1';
  const parts = messages.flatMap(({ identifier, segments }, index): SegmentValues[] => {
    const reference = following(first, index);
    return [['UNH', reference, identifier], ...segments, ['UNT', String(segments.length + 2), reference]];
  });
  const test = valueOf(header, 11) === '1' ? '1' : '';
  const written = isOtherCharset(report) ? withoutOtherCharacters : <Value>(value: Value): Value => value;
  const segments: SegmentValues[] = [
    [
      'UNB',
      syntaxIdentifier(report),
      copied('party', header.elements[2], syntax.version),
      copied('party', header.elements[1], syntax.version),
      syntaxTime(options.at, syntax.version),
      options.reference,
      ...['', '', '', '', '', test],
    ],
    ...parts,
    ['UNZ', String(messages.length), options.reference],
  ];
  return interchangeDocument('edifact', syntax, segments.map(written));
}

/** Whether the sender writes in another charset than he declares; then an answer has only what is the same in both. */
function isOtherCharset({ syntax, issues }: InterchangeReport): boolean {
  const isUndeclared = syntax.charset === 'utf-8' && !/^UNO[WXY]$/.test(syntax.level ?? '');
  return isUndeclared || issues.some(({ code }) => code === 'charset-mismatch');
}

function withoutOtherCharacters([tag, ...elements]: SegmentValues): SegmentValues {
  const plain = (text: string | undefined): string | undefined => text?.replace(/[^ -~]/gu, '?');
  return [tag, ...elements.map((value) => (typeof value === 'object' ? value.map(plain) : plain(value)))];
}

/** Separators that the sender did not declare, or cannot have, are not for the answer: it has the usual ones. */
function writable({ syntax, issues }: InterchangeReport): EdiSyntax {
  if (issues.every(({ code }) => !code.startsWith('edi-separators-'))) return syntax;
  const repetition = syntax.version === '4' ? { repetition: '*' } : {};
  const separators = { component: ':', element: '+', release: '?', segment: "'", ...repetition };
  return { ...syntax, separators, decimalMarks: '.,', lead: '' };
}

/** S001 of the sender; in place of one that nobody supports, a level that has all characters of his identifiers. */
function syntaxIdentifier({ header, issues, syntax }: InterchangeReport): readonly string[] {
  const isSupported = issues.every(({ code }) => code !== 'edifact-syntax-unknown');
  const [level = '', version = '', ...more] = header?.elements[0] ?? [];
  const isWritable = /^[A-Z]{4}$/.test(level) && /^[1-4]$/.test(version);
  if (isSupported && isWritable) return [level, version, ...(version === '4' ? more.slice(0, 2) : [])];
  return ['UNOC', syntax.version === '4' ? '4' : '3'];
}

/** S004: two digits of the year before syntax 4, four from it on. */
function syntaxTime(at: string, version: string): string[] {
  const digits = at.replace(/\D/g, '');
  return [digits.slice(version === '4' ? 0 : 2, 8), digits.slice(8, 12)];
}

/** References that count on from a number; others get the number behind them. */
function following(first: string, index: number): string {
  if (index === 0) return first;
  return /^\d{1,13}$/.test(first)
    ? String(Number(first) + index).padStart(first.length, '0')
    : `${first}-${index + 1}`;
}
