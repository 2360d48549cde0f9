import type { EdiDocument, EdiSegment } from '#libs/codecs';
import type { Document, DocumentNode, Issue } from '#libs/message';
import type { Tolerance } from '#libs/routing';

/** A value that was written wrongly, and what is certainly meant by it. */
export interface Repair {
  readonly fault: Issue;
  readonly text: string;
}

/**
 * The repairs that were agreed and are possible (VAL-4). There are four, and none of them guesses: surplus blanks, zeros in
 * front of a number that is too long, a code in small letters, an X12 date that is written with hyphens.
 */
export function repairsOf(issues: readonly Issue[], tolerance: Tolerance): Repair[] {
  return issues.flatMap((fault) => {
    const { value = '', expected = '', code, args } = fault;
    if (tolerance[code] !== 'repair' || args?.element === undefined) return [];
    const text = repairedText(value, expected, code);
    return text === value || text === '' ? [] : [{ fault, text }];
  });
}

/** @param expected the format of the element, such as `n..6` or `DT8..8`, where the fault is one of format */
function repairedText(value: string, expected: string, code: Issue['code']): string {
  const text = value.trim();
  if (code === 'code-not-listed' || code === 'edi-value-not-agreed') return text.toUpperCase();
  if (/^[nNR]/.test(expected)) return text.replace(/^(-?)0+(?=\d)/, '$1');
  if (!expected.startsWith('DT')) return text;
  const day = /^(\d{2})(\d{2})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).join('') ?? text;
  return expected.endsWith('6') ? day.slice(-6) : day;
}

/** Whether a fault is at the place of a repair. */
export function isAt({ fault }: Repair, { args }: Issue): boolean {
  return places.every((name) => args?.[name] === fault.args?.[name]);
}

const places = ['segmentPosition', 'element', 'repetition', 'component'] as const;

/** The message with other values at the places of the faults; everything else is as it was, and stays where it was. */
export function withRepairs(document: EdiDocument, repairs: readonly Repair[]): Document {
  const segments: readonly RepairedSegment[] = document.root.children;
  const children = segments.map((segment) =>
    repairs
      .filter(({ fault }) => fault.args?.segmentPosition === segment.positionInMessage)
      .reduce(repairedSegment, segment),
  );
  return { ...document, root: { ...document.root, children } };
}

/** What its bytes were tells nothing of its values any more. */
type RepairedSegment = Omit<EdiSegment, 'values'>;

function repairedSegment(segment: RepairedSegment, { fault, text }: Repair): RepairedSegment {
  const { name, ordinal, positionInMessage, syntax, span, position, parent } = segment;
  const [element, repetition, component] = [
    fault.args?.element,
    fault.args?.repetition,
    fault.args?.component,
  ];
  const steps = [element, repetition, component].flatMap((step) =>
    step === undefined ? [] : [Number(step)],
  );
  const children = replaced(segment, steps, text).children;
  return { kind: 'object', name, children, ordinal, positionInMessage, syntax, span, position, parent };
}

/** @param steps positions from 1: the element, its repetition where it is repeated, its component where it has any */
function replaced(node: DocumentNode, [step, ...below]: readonly number[], text: string): DocumentNode {
  const { kind, name, children, position, parent } = node;
  if (kind === 'value' || step === undefined)
    return { ...node, kind: 'value', name, children, position, parent, text };
  const isChild = (index: number): boolean => index === step - 1;
  const changed = children.map((child, index) => (isChild(index) ? replaced(child, below, text) : child));
  return { kind, name, children: changed, position, parent };
}
