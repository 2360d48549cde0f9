/** AS2-From and AS2-To (RFC 4130 section 6.2): 1 to 128 printable characters, in quotes when there are blanks among them. */
export function readAs2Name(header: string | undefined): string | undefined {
  const text = header?.trim() ?? '';
  const isQuoted = text.length >= 2 && text.startsWith('"') && text.endsWith('"');
  const name = isQuoted ? text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : text;
  return /^[\x20-\x7e]{1,128}$/.test(name) ? name : undefined;
}

export function writeAs2Name(name: string): string {
  return /[\s"\\]/.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name;
}
