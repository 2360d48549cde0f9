import type { DocumentNode, ScalarType as JsonType } from '#libs/message';
import type { ScalarType } from './message-model.js';

/** More digits than this stay in scientific notation, which XSD refuses: no canonical number is that long. */
const longestNumber = 400;

/** The text of a JSON value in the XML form: numbers without exponent, integers without fraction. */
export function xmlTextOf(node: DocumentNode, type: ScalarType): string {
  const text = node.text ?? '';
  if (node.type !== 'number' || (type.kind !== 'number' && type.kind !== 'integer')) return text;
  const plain = withoutExponent(text);
  return type.kind === 'integer' ? plain.replace(/\.0*$/, '') : plain;
}

function withoutExponent(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  if (Math.abs(shift) + text.length > longestNumber) return text;
  const digits = '0'.repeat(Math.max(0, -shift)) + whole + fraction + '0'.repeat(Math.max(0, shift));
  const point = Math.max(0, -shift) + whole.length + shift;
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(point).replace(/0+$/, '');
  return sign + (integer === '' ? '0' : integer) + (rest === '' ? '' : `.${rest}`);
}

/**
 * The JSON value of a text in the XML form. A text outside the lexical space of the XSD type stays a string, so that the
 * JSON Schema refuses what the XSD refuses.
 */
export function jsonValueOf(text: string, type: ScalarType): { text: string; type: JsonType } {
  if (type.kind === 'string') return { text, type: 'string' };
  // whiteSpace = collapse, XSD 1.0 part 2, 4.3.6; blanks within are wrong for all three types
  const collapsed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  switch (type.kind) {
    case 'boolean':
      return booleanOf(collapsed);
    case 'integer':
      return numberOf(collapsed, /^([+-]?)(\d+)$/);
    case 'number':
      return numberOf(collapsed, /^([+-]?)(\d*)(?:\.(\d*))?$/);
  }
}

function booleanOf(text: string): { text: string; type: JsonType } {
  if (text === 'true' || text === '1') return { text: 'true', type: 'boolean' };
  if (text === 'false' || text === '0') return { text: 'false', type: 'boolean' };
  return { text, type: 'string' };
}

function numberOf(text: string, lexical: RegExp): { text: string; type: JsonType } {
  const parts = lexical.exec(text);
  if (parts === null || !/\d/.test(text)) return { text, type: 'string' };
  const [, sign = '', whole = '', fraction = ''] = parts;
  const integer = whole.replace(/^0+(?=\d)/, '');
  const number = (integer === '' ? '0' : integer) + (fraction === '' ? '' : `.${fraction}`);
  return { text: (sign === '-' ? '-' : '') + number, type: 'number' };
}
