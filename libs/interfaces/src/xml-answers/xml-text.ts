/** XML 1.0, production 2: what no document can have, not even as a reference; lone surrogates among them. */
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const marked = /[&<>"\t\n\r]/g;

/** A text as it stands in an element or between `"`; characters that XML cannot have become U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(impossible, '\ufffd').replace(marked, (character) => `&#${character.charCodeAt(0)};`);
}

/** A number without exponent, which XSD would refuse. */
export function xmlNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(20) : BigInt(value).toString();
}

/** An element; without content an empty one. @param attributes written out, with a blank in front */
export function xmlElement(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
