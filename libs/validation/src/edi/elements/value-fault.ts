import type { IssueCode } from '#libs/message';
import type { ElementDefinition } from '../definitions/definitions.js';

/** What is wrong with a value by its format; what was expected is the format unless it says otherwise. */
export type ValueFault = Extract<
  IssueCode,
  | 'edi-value-too-long'
  | 'edi-value-too-short'
  | 'edi-value-characters'
  | 'edi-decimal-notation'
  | 'edi-decimal-digit-missing'
  | 'edi-date-invalid'
  | 'edi-time-invalid'
>;

/** What numbers look like in one interchange. */
export interface NumberNotation {
  /** `.`, `,` or both. */
  readonly decimalMarks: string;
  /** Syntax 4 asks for a digit before the decimal mark (ISO 9735-1, 10.1). */
  readonly needsLeadingDigit: boolean;
}

/** Checks lengths in characters, not in UTF-16 units. */
export function lengthFault(
  length: number,
  { minLength, maxLength }: ElementDefinition,
): ValueFault | undefined {
  if (length > maxLength) return 'edi-value-too-long';
  return length < minLength ? 'edi-value-too-short' : undefined;
}

/** @param code of an ASCII character */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Characters of a text; one behind the basic plane counts once. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) length--;
  }
  return length;
}
