import type { ElementDefinition } from '../definitions/definitions.js';
import { isDigit, lengthFault, lengthOf, type NumberNotation, type ValueFault } from './value-fault.js';

const numeric = /^[-+0-9.,]*$/;

/** Checks a value that is not empty against `a`, `n` or `an` with its lengths (ISO 9735-1, clauses 8 and 10). */
export function edifactValueFault(
  text: string,
  element: ElementDefinition,
  notation: NumberNotation,
): ValueFault | undefined {
  if (element.type === 'n') return numberFault(text, element, notation);
  if (element.type === 'a' && hasDigit(text)) return 'edi-value-characters';
  const { length } = text;
  if (length <= element.maxLength && length >= element.minLength) return undefined;
  return lengthFault(lengthOf(text), element);
}

function hasDigit(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

/** The sign and the decimal mark do not count in the length of a number. */
function numberFault(
  text: string,
  element: ElementDefinition,
  notation: NumberNotation,
): ValueFault | undefined {
  let digits = 0;
  let marks = 0;
  let markAt = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) digits++;
    else if (code === 0x2d && at === 0) continue;
    else if (notation.decimalMarks.includes(text[at]!)) {
      marks++;
      markAt = at;
    } else return numeric.test(text) ? 'edi-decimal-notation' : 'edi-value-characters';
  }
  if (marks > 1 || digits === 0 || markAt === text.length - 1) return 'edi-decimal-notation';
  const leads = markAt === 0 || (markAt === 1 && text[0] === '-');
  if (leads && notation.needsLeadingDigit) return 'edi-decimal-digit-missing';
  return lengthFault(digits, element);
}
