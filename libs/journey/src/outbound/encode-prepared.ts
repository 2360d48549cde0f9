import { codecFor, type EdiSyntax } from '#libs/codecs';
import { openNode, type Document, type DocumentNode, type Issue } from '#libs/message';
import { edifactEnvelope } from './edifact-envelope.js';
import type { InterchangeTerms } from './interchange-terms.js';
import { x12Envelope } from './x12-envelope.js';

/** An interchange that only waits for its numbers and its time. */
export interface PreparedInterchange {
  readonly terms: InterchangeTerms;
  /** The definition of its messages, `edifact/d00b/IFTSTA`. */
  readonly definition: string;
  /** Each from UNH to UNT, or ST to SE. */
  readonly messages: readonly (readonly DocumentNode[])[];
}

/** From 1 to `lastControlNumber`. */
export interface ControlNumbers {
  /** UNB 0020 or ISA13. */
  readonly interchange: number;
  /** GS06; EDIFACT has none. */
  readonly group: number;
}

/** What the partner will call our interchange by, exactly as it is written. */
export interface SentReferences {
  readonly interchange: string;
  readonly group?: string;
  /** UNH 0062 or ST02; absent when there are several messages. */
  readonly message?: string;
  /** `IFTSTA`, `214` */
  readonly messageType: string;
}

export interface EncodedInterchange {
  readonly bytes: Uint8Array;
  readonly references: SentReferences;
  readonly issues: readonly Issue[];
}

/**
 * The bytes of an interchange under its control numbers.
 * @param at ISO 8601; its digits are written as they stand
 */
export function encodePrepared(
  prepared: PreparedInterchange,
  numbers: ControlNumbers,
  at: string,
): EncodedInterchange {
  const { terms, definition, messages } = prepared;
  const messageType = definition.split('/').at(-1)!;
  const isX12 = terms.format === 'x12';
  const only = (message: string): { message?: string } => (messages.length === 1 ? { message } : {});
  const references: SentReferences = isX12
    ? {
        interchange: String(numbers.interchange).padStart(9, '0'),
        group: String(numbers.group),
        ...only('0001'),
        messageType,
      }
    : { interchange: String(numbers.interchange), ...only(String(numbers.interchange)), messageType };
  const encoded = isX12 ? asX12(prepared, references, at) : asEdifact(prepared, references, at);
  return { bytes: encoded.bytes, references, issues: encoded.issues.map(strictly) };
}

function asEdifact(
  { terms, messages }: PreparedInterchange,
  references: SentReferences,
  at: string,
): Encoded {
  const { version = '3', level = 'UNOC', charset, separators, decimalMark, lineBreak } = terms.syntax;
  const numbered = messages.map((message, index) => {
    const number = messages.length === 1 ? '' : `-${index + 1}`;
    return withReference(message, `${references.interchange}${number}`);
  });
  const segments = edifactEnvelope(numbered, terms, references.interchange, at);
  const usual = { segment: "'", element: '+', component: ':', release: '?' };
  const own = { ...usual, ...(version === '4' ? { repetition: '*' } : {}), ...separators };
  const decimalMarks = decimalMark === ',' ? ',' : '.,';
  const syntax = { version, separators: own, decimalMarks, charset: '', lead: '' };
  const una = decimalMark === ',' ? { una: true } : {};
  return codecFor('edifact').encode(interchangeOf('edifact', segments, syntax), {
    level,
    version,
    ...(charset === undefined ? {} : { charset }),
    ...lineBreaks[lineBreak ?? 'none'],
    ...una,
  });
}

function asX12(
  { terms, messages, definition }: PreparedInterchange,
  references: SentReferences,
  at: string,
): Encoded {
  const [, release = '', set = ''] = definition.split('/');
  const isaVersion = terms.syntax.version ?? release.slice(0, 5);
  const { charset = 'utf-8', separators, lineBreak } = terms.syntax;
  const usual = { segment: '~', element: '*', component: ':' };
  const repetition = isaVersion >= firstVersionWithRepetition ? { repetition: '^' } : {};
  const numbers = { interchange: references.interchange, group: references.group! };
  const segments = x12Envelope(messages, terms, { set, release, isaVersion }, numbers, at);
  const own = { ...usual, ...repetition, ...separators };
  const syntax = { version: isaVersion, separators: own, decimalMarks: '.', charset, lead: '' };
  return codecFor('x12').encode(interchangeOf('x12', segments, syntax), {
    charset,
    ...lineBreaks[lineBreak ?? 'none'],
  });
}

/** UNH and UNT with a reference that no other message of ours has: an APERAK names nothing else. */
function withReference(message: readonly DocumentNode[], reference: string): DocumentNode[] {
  const at = (segment: DocumentNode, position: number): DocumentNode => ({
    ...segment,
    children: segment.children.map((child, index) =>
      index === position ? { ...child, text: reference } : child,
    ),
  });
  return message.map((segment, index) => {
    if (index === 0) return at(segment, 0);
    return index === message.length - 1 ? at(segment, 1) : segment;
  });
}

type Encoded = ReturnType<ReturnType<typeof codecFor>['encode']>;

const firstVersionWithRepetition = '00402';
const lineBreaks = { none: {}, lf: { lineBreak: '\n' }, crlf: { lineBreak: '\r\n' } } as const;

function interchangeOf(
  format: InterchangeTerms['format'],
  segments: readonly DocumentNode[],
  syntax: EdiSyntax,
): Document & { syntax: EdiSyntax; envelope: [] } {
  const root = openNode('object', 'interchange');
  root.children.push(...segments);
  return { format, charset: syntax.charset, root, syntax, envelope: [] };
}

/** What is a warning in an interchange that came in would be a fault of ours. */
function strictly(fault: Issue): Issue {
  return fault.code === 'edi-character-not-in-repertoire' ? { ...fault, severity: 'error' } : fault;
}
