import { none, type NoAcknowledgement } from '../edi/edi-acknowledgement.js';
import { valueOf, type ServiceSegment } from '../edi/interchange-report.js';

/** A mandatory element or component that UCI, UCF and UCM repeat, and its longest form. */
type Copy = readonly [element: number, component: number, name: string, maxLength: number];

/** Whom an answer goes to, and whom it is from. */
export const partyCopies: readonly Copy[] = [
  [2, 1, 'UNB S002/0004', 35],
  [3, 1, 'UNB S003/0010', 35],
];
export const interchangeCopies: readonly Copy[] = [...partyCopies, [5, 1, 'UNB 0020', 14]];
export const groupReferenceCopy: readonly Copy[] = [[5, 1, 'UNG 0048', 14]];
export const groupCopies: readonly Copy[] = [
  ...groupReferenceCopy,
  [2, 1, 'UNG S006/0040', 35],
  [3, 1, 'UNG S007/0044', 35],
];
export const messageReferenceCopy: readonly Copy[] = [[1, 1, 'UNH 0062', 14]];
export const messageCopies: readonly Copy[] = [
  ...messageReferenceCopy,
  [2, 1, 'UNH S009/0065', 6],
  [2, 2, 'UNH S009/0052', 3],
  [2, 3, 'UNH S009/0054', 3],
  [2, 4, 'UNH S009/0051', 2],
];

/** Longest forms of the components, by syntax version 3 and 4; what is behind them is not repeated. */
const lengths = {
  party: { 3: [35, 4, 14], 4: [35, 4, 35, 35] },
  groupParty: { 3: [35, 4], 4: [35, 4] },
  messageIdentifier: { 3: [6, 3, 3, 2, 6], 4: [6, 3, 3, 3, 6, 6, 3] },
} as const;

/** The first element that has to be repeated but cannot be: without it, or with it as it is, no answer would be valid. */
export function uncopied(
  header: ServiceSegment | undefined,
  copies: readonly Copy[],
): NoAcknowledgement | undefined {
  const found = copies.find(([element, component, , maxLength]) => {
    const value = valueOf(header, element, component);
    return value === '' || [...value].length > maxLength;
  });
  return found === undefined ? undefined : none('copied-element-missing', found[2]);
}

/** A composite as the answer repeats it: components that are too long are left out, unless they are the first. */
export function copied(
  kind: keyof typeof lengths,
  components: readonly string[] | undefined,
  version: string,
): string[] | undefined {
  const most: readonly number[] = lengths[kind][version === '4' ? 4 : 3];
  return components?.slice(0, most.length).map((text, at) => ([...text].length > most[at]! ? '' : text));
}
