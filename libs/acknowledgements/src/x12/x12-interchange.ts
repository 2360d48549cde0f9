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
  const clean = cleaner(syntax);
  const isa = (position: number): string => clean(valueOf(header, position), isaWidths[position - 1]);
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
    ...services.map(([tag, ...values]): SegmentValues => [
      tag,
      ...values.map((value) => clean(String(value))),
    ]),
    ...groups.flatMap((group) => groupSegments(group, digits, [clean(isa(8)), clean(isa(6))])),
    ['IEA', String(groups.length), number],
  ]);
}

/**
 * GS04 has four digits of the year from version 004010 on.
 * @param parties in place of application codes that the received group lacks
 */
function groupSegments(
  { subject, number, version, sets }: AnswerGroup,
  digits: string,
  parties: readonly string[],
): SegmentValues[] {
  const date = digits.slice(version < '00401' ? 2 : 0, 8);
  const [to, from] = [3, 2].map((at) => valueOf(subject, at).trim().slice(0, mostOfApplicationCode));
  return [
    [
      'GS',
      'FA',
      to || parties[0]!.trim(),
      from || parties[1]!.trim(),
      date,
      digits.slice(8, 12),
      String(number),
      'X',
      version,
    ],
    ...sets.flat(),
    ['GE', String(sets.length), String(number)],
  ];
}

/** Of ISA06 and its like. */
const isaWidths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const mostOfApplicationCode = 15;

/**
 * Makes a value of a damaged header one that can be repeated: cut to its element, and without what is not ASCII (ISA is
 * counted in bytes) or is a separator here.
 */
function cleaner({ separators }: EdiSyntax): (text: string, most?: number) => string {
  const signs = new Set(Object.values(separators));
  return (text, most) =>
    [...text]
      .slice(0, most)
      .map((sign) => (/^[ -~]$/.test(sign) && !signs.has(sign) ? sign : ' '))
      .join('');
}

/** What the sender's ISA does not tell is taken from the usual separators, as far as they are still free. */
function writable(syntax: EdiSyntax): EdiSyntax {
  const { element, segment } = syntax.separators;
  const [component, repetition] = [syntax.separators.component, syntax.separators.repetition].map(singleSign);
  const isRepeating = repetition !== undefined || /^00(?:40[2-9]|[5-9])/.test(syntax.version);
  const used = new Set([element, segment, component, repetition]);
  const free = (candidates: string): string => [...candidates].find((sign) => !used.has(sign))!;
  const separators = {
    element: element === '' ? free('*|+,') : element,
    // half of a longer character, where the ISA was cut off
    segment: segment === '' || /[\ufffd\x80-\xff]/.test(segment) ? free("~'\n\r") : segment,
    component: component ?? free(':><;'),
    ...(isRepeating ? { repetition: repetition ?? free('^!$%') } : {}),
  };
  return { ...syntax, separators, lead: '' };
}

/** One character that is one byte; in a damaged ISA something else may stand in its place. */
function singleSign(sign: string | undefined): string | undefined {
  return sign !== undefined && /^[\x00-\x7f]$/.test(sign) ? sign : undefined;
}
