import type {
  CompositeDefinition,
  Dependency,
  Dialect,
  ElementDefinition,
  PartDefinition,
  SegmentDefinition,
} from '../definitions/definitions.js';
import { planScan, type ScanPlan } from './scan-plan.js';

/** A position of a segment or composite, with everything that checks and paths need of it. */
export interface CompiledPart {
  /** Counts from 1. */
  readonly position: number;
  /** In paths and in the structured document: `C507`, `2380`, `N101`, `SV101-2`. */
  readonly name: string;
  /** `name`, with `[2]` for the second position of that name. */
  readonly step: string;
  readonly code: string;
  readonly mandatory: boolean;
  readonly repetitions: number;
  readonly guide?: string;
  /** Of a simple element. */
  readonly element?: ElementDefinition;
  /** Of a composite. */
  readonly components?: readonly CompiledPart[];
  readonly dependencies: readonly Dependency[];
  /** Indexes of the components that may name another code list for this one: 1131 and 3055. */
  readonly listNamedBy?: readonly number[];
}

export interface CompiledSegment {
  readonly tag: string;
  readonly parts: readonly CompiledPart[];
  readonly dependencies: readonly Dependency[];
  /** For a scan that tells whether all of that is kept. */
  readonly plan: ScanPlan;
}

const listQualifiers = ['1131', '3055'];

/** Prepares a segment once for all messages. */
export function compileSegment(
  { tag, parts, dependencies }: SegmentDefinition,
  dialect: Dialect,
): CompiledSegment {
  const nameOf =
    dialect === 'x12' ? (at: number): string => `${tag}${String(at + 1).padStart(2, '0')}` : undefined;
  const compiled = compileParts(parts, nameOf);
  return { tag, dependencies, parts: compiled, plan: planScan(compiled, dependencies) };
}

type Naming = ((at: number) => string) | undefined;

function compileParts(
  parts: readonly PartDefinition<ElementDefinition | CompositeDefinition>[],
  nameOf: Naming,
): CompiledPart[] {
  const seen = new Map<string, number>();
  return parts.map((part, at) => {
    const { item, mandatory, repetitions, guide } = part;
    const name = nameOf?.(at) ?? item.code;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const step = count === 1 ? name : `${name}[${count}]`;
    const own = { position: at + 1, name, step, code: item.code, mandatory, repetitions, guide };
    if (item.kind === 'element') {
      return { ...own, element: item, dependencies: [], listNamedBy: qualifiersBehind(parts, at) };
    }
    const inside: Naming = nameOf === undefined ? undefined : (component) => `${name}-${component + 1}`;
    return { ...own, components: compileParts(item.parts, inside), dependencies: item.dependencies };
  });
}

/** A directory's list holds for a component only while no other list is named behind it. */
function qualifiersBehind(parts: readonly PartDefinition[], at: number): readonly number[] | undefined {
  const found = parts.flatMap(({ item }, index) =>
    index > at && listQualifiers.includes(item.code) ? [index] : [],
  );
  return found.length === 0 || listQualifiers.includes(parts[at]!.item.code) ? undefined : found;
}
