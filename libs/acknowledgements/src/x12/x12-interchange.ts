import type { EdiSyntax } from '#libs/codecs';
import {
  interchangeDocument,
  type AcknowledgementDocument,
  type SegmentValues,
} from '../edi/edi-acknowledgement.js';
import { valueOf, type InterchangeReport, type ServiceSegment } from '../edi/interchange-report.js';

/** What the caller gives to every answer. */
export interface X12AnswerOptions {
  /** Our own ISA13: never used before. */
  readonly interchangeNumber: number;
  /** ISO 8601; its digits are written as they stand. */
  readonly at: string;
}

/** A functional group of the answer, with its sets from ST to SE. */
export interface AnswerGroup {
  /** The received group (GS) that it answers: its codes are turned round. */
  readonly subject: ServiceSegment | undefined;
  readonly number: number;
  /** GS08 */
  readonly version: string;
  readonly sets: readonly (readonly SegmentValues[])[];
}

/**
 * The answer as an interchange in the sender's separators and version, from its receiver to its sender. It asks for no TA1
 * itself (ISA14). The codec writes the separators into ISA11 and ISA16.
 */
export function answerInterchange(
  report: InterchangeReport & { readonly header: ServiceSegment },
  options: X12AnswerOptions,
  services: readonly SegmentValues[],
  groups: readonly AnswerGroup[],
): AcknowledgementDocument {
  const { header } = report;
  const syntax = writable(report.syntax);
  const number = String(options.interchangeNumber).padStart(9, '0');
  const digits = options.at.replace(/\D/g, '');
  const isa = (position: number): string => written(valueOf(header, position), isaWidths[position - 1]!);
  return interchangeDocument('x12', syntax, [
    [
      'ISA',
      ...['00', ' '.repeat(10), '00', ' '.repeat(10)],
      ...[isa(7), isa(8), isa(5), isa(6)],
      digits.slice(2, 8),
      digits.slice(8, 12),
      ...[
        syntax.separators.repetition === undefined ? isa(11) || 'U' : '',
        /^\d{5}$/.test(isa(12)) ? isa(12) : '00401',
        number,
        '0',
        isa(15) === 'T' ? 'T' : 'P',
      ],
    ],
    ...services,
    ...groups.flatMap((group) => groupSegments(group, digits)),
    ['IEA', String(groups.length), number],
  ]);
}

/** GS04 has four digits of the year from version 004010 on. */
function groupSegments({ subject, number, version, sets }: AnswerGroup, digits: string): SegmentValues[] {
  const date = digits.slice(version < '00401' ? 2 : 0, 8);
  const codes = [3, 2].map((at) => written(valueOf(subject, at), mostOfApplicationCode));
  return [
    ['GS', 'FA', ...codes, date, digits.slice(8, 12), String(number), 'X', version],
    ...sets.flat(),
    ['GE', String(sets.length), String(number)],
  ];
}

/** Of ISA06 and its like. */
const isaWidths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const mostOfApplicationCode = 15;

/** A value as it can be repeated: what is longer than its element, in a damaged header, is cut off. */
function written(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}

/** What the sender's ISA does not tell is taken from the usual separators, as far as they are still free. */
function writable(syntax: EdiSyntax): EdiSyntax {
  const { element, segment, component, repetition } = syntax.separators;
  const isRepeating = repetition !== undefined || /^00(?:40[2-9]|[5-9])/.test(syntax.version);
  const used = new Set([element, segment, component, repetition]);
  const free = (candidates: string): string => [...candidates].find((sign) => !used.has(sign))!;
  const separators = {
    element: element === '' ? free('*|+,') : element,
    segment: segment === '' ? free("~'\n\r") : segment,
    component: component === '' ? free(':><;') : component,
    ...(isRepeating ? { repetition: repetition ?? free('^!$%') } : {}),
  };
  return { ...syntax, separators, lead: '' };
}
