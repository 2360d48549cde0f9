import { parsed } from '../identifiers/phone.js';

/**
 * The phone in the form in which two are compared: E.164 without an extension. Empty when there is no phone number in
 * the text, so that two unreadable phones are never the same phone.
 */
export function normalisePhone(text: string): string {
  const number = parsed(text);
  return number?.isPossible() === true ? number.number : '';
}
