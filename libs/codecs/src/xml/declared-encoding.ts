import iconv from 'iconv-lite';

const declarationBytes = 400;
const declaration = /^\ufeff?<\?xml\s[^>]*?\bencoding\s*=\s*(?:"([^"]{1,60})"|'([^']{1,60})')/;

/** The encoding named in the XML declaration, as written there (XML 1.0, 4.3.3). */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, declarationBytes));
  const layout = layoutOf(head);
  // Node itself has no big-endian order; what it has is much faster than the same in JavaScript
  const text =
    layout === 'utf-16be' ? iconv.decode(head, layout, { stripBOM: false }) : head.toString(layout);
  const found = declaration.exec(text.replace(/^ï»¿/, ''));
  return found?.[1] ?? found?.[2];
}

/** A declaration is ASCII in one or two bytes; which, shows at its first characters. */
function layoutOf(head: Uint8Array): 'latin1' | 'utf-16le' | 'utf-16be' {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'latin1';
}
