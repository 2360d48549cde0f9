import type { DocumentNode } from '#libs/message';
import type { CompiledPart } from '#libs/validation';

/** A value of a segment, or a mandatory one that is not there: one line for the reader. */
export interface Leaf {
  /** `C517/3225`, `0020`, `N101`; `?` with its position where nobody knows it. */
  readonly code: string;
  /** Of the data dictionary: `3225`, `98`. */
  readonly dataElement?: string;
  /** Of the composite around it: `C517`. */
  readonly composite?: string;
  readonly part?: CompiledPart;
  /** Positions from 1. */
  readonly element: number;
  readonly component?: number;
  readonly repetition?: number;
  readonly text: string;
  /** In bytes from 0 in the file. */
  readonly offset?: number;
  /** Values beside it, by their code in the dictionary: a qualifier says what another value means. */
  readonly beside: ReadonlyMap<string, string>;
}

/** The values of a segment in order; empty ones say nothing and are left out. */
export function leavesOf(segment: DocumentNode, parts: readonly CompiledPart[]): Leaf[] {
  const leaves = segment.children.flatMap((node, at) => ofElement(node, at + 1, parts[at]));
  return withNeighbours(leaves);
}

type Found = Omit<Leaf, 'beside'>;

function ofElement(node: DocumentNode, element: number, part: CompiledPart | undefined): Found[] {
  if (node.kind !== 'array') return ofOccurrence(node, element, part, undefined);
  return node.children.flatMap((item, at) => ofOccurrence(item, element, part, at + 1));
}

function ofOccurrence(
  node: DocumentNode,
  element: number,
  part: CompiledPart | undefined,
  repetition: number | undefined,
): Found[] {
  const again = repetition === undefined ? '' : `[${repetition}]`;
  const step = `${part?.step ?? `?${element}`}${again}`;
  const place = { element, ...(repetition === undefined ? {} : { repetition }) };
  const components = part?.components;
  if (node.kind === 'value' && components === undefined) {
    return value(node, { ...place, code: step, dataElement: part?.code, part });
  }
  const nodes = node.kind === 'value' ? [node] : node.children;
  return nodes.flatMap((item, at) => {
    const own = components?.[at];
    const code = `${step}/${own?.step ?? `?${at + 1}`}`;
    // X12 names its composites and their components by one designator: SV101-1
    const short =
      own !== undefined && part !== undefined && own.name.startsWith(`${part.name}-`)
        ? own.step + again
        : code;
    const inside = { component: at + 1, composite: part?.code, dataElement: own?.code, part: own };
    return value(item, { ...place, ...inside, code: short });
  });
}

function value({ text = '', position }: DocumentNode, leaf: Omit<Found, 'text'>): Found[] {
  return text === '' ? [] : [{ ...leaf, text, offset: position?.offset }];
}

function withNeighbours(leaves: readonly Found[]): Leaf[] {
  const ofSegment = neighbours(leaves);
  return leaves.map((leaf) => {
    if (leaf.component === undefined) return { ...leaf, beside: ofSegment };
    const own = leaves.filter((one) => one.element === leaf.element && one.repetition === leaf.repetition);
    return { ...leaf, beside: new Map([...ofSegment, ...neighbours(own)]) };
  });
}

function neighbours(leaves: readonly Found[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { dataElement, text } of leaves) {
    if (dataElement !== undefined && !found.has(dataElement)) found.set(dataElement, text);
  }
  return found;
}
