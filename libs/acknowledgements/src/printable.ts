/** What XML could not carry is shown as a question mark: the exact bytes are in the journal. On one line, cut to the length. */
export function printable(text: string, length: number): string {
  const clean = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?');
  return [...clean.replace(/[\t\r\n]+/g, ' ')].slice(0, length).join('');
}
