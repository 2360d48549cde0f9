/**
 * One to three characters as a number of their own: tags and codes are looked up by it without making strings of them.
 * 0 for what is longer, or nothing.
 * @param text one character per byte
 */
export function keyBetween(text: string, start: number, end: number): number {
  if (end === start || end - start > 3) return 0;
  let key = 1;
  for (let at = start; at < end; at++) key = (key << 8) | text.charCodeAt(at);
  return key;
}

/** The same of a whole text; 0 when a character of it is no ASCII. */
export function shortKey(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? keyBetween(text, 0, text.length) : 0;
}
