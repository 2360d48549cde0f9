const nameStart =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D' +
  '\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const localName = new RegExp(
  `^(?!:)[${nameStart}](?:(?!:)[${nameStart}.\\-0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040])*$`,
  'u',
);

/** Whether a text is a name without a colon (Namespaces in XML 1.0, NCName). */
export function isLocalName(name: string): boolean {
  return localName.test(name);
}

const forbiddenWhole = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** The characters of a text that XML 1.0 cannot carry at all, not even as a reference. */
export function forbiddenCharacters(text: string): readonly string[] {
  return text.isWellFormed() && !forbiddenWhole.test(text) ? [] : (text.match(forbidden) ?? []);
}

export function replaceForbidden(text: string): string {
  return text.replace(forbidden, '?');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => references[character]!) : text;
}

/** Line ends and tabs as references, because readers turn them into spaces (XML 1.0, 3.3.3). */
export function escapeAttribute(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, (character) => references[character]!)
    : text;
}

export function numericReference(character: string): string {
  return `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`;
}
