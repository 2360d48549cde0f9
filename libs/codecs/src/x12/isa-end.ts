import { isDataCharacter } from './separators.js';

/** Where an ISA ends, and what its end declares. */
export interface IsaEnd {
  /** UTF-16 units, with the terminator. */
  readonly length: number;
  readonly segment: string;
  readonly component?: string;
}

/** Characters of an ISA with its terminator. */
export const fixedLength = 106;
export const isaElements = 16;

/** Where the element separators of an ISA of the right length stand, in characters from 0. */
const separatorsAt = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103] as const;
const tagsBehindIsa = ['GS', 'TA1', 'ISB', 'IEA'] as const;

/** @returns undefined when the end cannot be told with certainty */
export function findIsaEnd(head: string, element: string): IsaEnd | undefined {
  return fixedEnd(head, element) ?? looseEnd(head, element);
}

/** Whether every element separator of the ISA is where it should be. */
export function isFixed(head: string, element: string): boolean {
  for (const at of separatorsAt) if (head[at] !== element) return false;
  return true;
}

function fixedEnd(head: string, element: string): IsaEnd | undefined {
  const component = head[fixedLength - 2];
  const segment = head[fixedLength - 1];
  if (component === undefined || segment === undefined || !isFixed(head, element)) return undefined;
  if (segment === element || isDataCharacter(segment) || /[\r\n]/.test(component)) return undefined;
  // a character of two UTF-16 units moves all that is behind it
  if (/[\ud800-\udfff]/.test(head.slice(0, fixedLength))) return undefined;
  return { length: fixedLength, component, segment };
}

/** An ISA of another length ends in front of the first segment that may follow it. */
function looseEnd(head: string, element: string): IsaEnd | undefined {
  const next = nextTag(head, element);
  if (next === undefined) return undefined;
  const isa = head.slice(0, next).trimEnd();
  const elements = isa.split(element);
  const tail = [...elements.at(-1)!];
  const last = tail.at(-1);
  if (last === undefined) return undefined;
  const lineEnd = /^[\r\n]/.exec(head.slice(isa.length, next))?.[0];
  const isComponentLast = tail.length === 1 && elements.length > isaElements && !isDataCharacter(last);
  if (lineEnd !== undefined && (isDataCharacter(last) || isComponentLast)) {
    return { length: isa.length + 1, segment: lineEnd, component: isComponentLast ? last : undefined };
  }
  if (isDataCharacter(last)) return undefined;
  return { length: isa.length, segment: last, component: tail.length === 2 ? tail[0] : undefined };
}

/** Where a tag of the next segment stands that is not part of an element. */
function nextTag(head: string, element: string): number | undefined {
  let first: number | undefined;
  for (const tag of tagsBehindIsa) {
    let at = head.indexOf(tag + element, 4);
    while (at > 0 && (head[at - 1] === element || /[A-Za-z0-9]/.test(head[at - 1]!))) {
      at = head.indexOf(tag + element, at + 1);
    }
    if (at > 0 && (first === undefined || at < first)) first = at;
  }
  return first;
}
