import type { ElementDefinition, ElementType } from './definitions.js';

export type ElementFormat = Pick<ElementDefinition, 'type' | 'minLength' | 'maxLength' | 'decimals'>;

const edifact = /^(an|a|n)(\.\.)?(\d{1,4})$/;
const x12 = /^(AN|ID|N|R|DT|TM|B)(\d)?(?: (\d{1,4})\/(\d{1,7}))?$/;

/** Reads `an..35`, `n4`, `AN 1/30`, `N2 1/12`, `ID`; undefined when it is none of these. */
export function elementFormat(text: string): ElementFormat | undefined {
  const one = edifact.exec(text);
  if (one !== null) {
    const maxLength = Number(one[3]);
    return { type: one[1] as ElementType, minLength: one[2] === undefined ? maxLength : 0, maxLength };
  }
  const other = x12.exec(text);
  if (other === null || (other[2] !== undefined && other[1] !== 'N')) return undefined;
  const [minLength, maxLength] = [Number(other[3] ?? 0), Number(other[4] ?? Infinity)];
  if (minLength > maxLength) return undefined;
  const decimals = other[2] === undefined ? {} : { decimals: Number(other[2]) };
  return { type: other[1] as ElementType, minLength, maxLength, ...decimals };
}
