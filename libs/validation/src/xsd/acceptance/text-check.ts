import { readPattern } from './read-pattern.js';
import { onlyAttributes, onlyChildren, Unusual, type SchemaPart } from './schema-part.js';

/** Whether a text is certainly of a type. */
export type TextCheck = (text: string) => boolean;

/** A simple type: what it is compared as decides which restrictions it can have. */
export interface TextType {
  readonly kind: 'text' | 'number' | 'other';
  readonly accepts: TextCheck;
}

/** Fifteen digits are what a number of JavaScript tells apart; a plus, a zero below zero and white space are left to the judge. */
const decimal = /^(?!-[0.]+$)-?(?=[0-9.]{1,16}$)[0-9]{1,15}(?:\.[0-9]{1,14})?$/;
const integer = /^(?!-0+$)-?[0-9]{1,15}$/;
const natural = /^[0-9]{1,15}$/;
const monthAndDay =
  '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)';
const time =
  '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?';
/** The 29th of February is left to the judge, too. */
const dateTime = new RegExp(`^[1-9][0-9]{3}-${monthAndDay}T${time}$`);

/** What has no type of its own. */
export const anyText: TextType = { kind: 'other', accepts: isXmlText };

const builtIn: Readonly<Record<string, TextType>> = {
  string: { kind: 'text', accepts: isXmlText },
  decimal: { kind: 'number', accepts: (text) => decimal.test(text) },
  integer: { kind: 'number', accepts: (text) => integer.test(text) },
  nonNegativeInteger: { kind: 'number', accepts: (text) => natural.test(text) },
  positiveInteger: { kind: 'number', accepts: (text) => natural.test(text) && Number(text) > 0 },
  boolean: { kind: 'other', accepts: (text) => text === 'true' || text === 'false' },
  dateTime: { kind: 'other', accepts: (text) => dateTime.test(text) },
};

/** A type of XML Schema itself, by its local name. @throws Unusual at one that a quick look does not know */
export function builtInText(name: string): TextType {
  const type = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (type === undefined) throw new Unusual(name);
  return type;
}

const longestText = 100_000;
const unusual = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/;
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Characters that XML can carry. */
function isXmlText(text: string): boolean {
  if (text.length > longestText) return false;
  return !unusual.test(text) || (text.isWellFormed() && !forbidden.test(text));
}

/** Characters, not the halves that some are kept in. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) length--;
  return length;
}

/** A type with more restrictions: patterns and values of one step are alternatives, everything else holds together. */
export function restrictedText(base: TextType, facets: readonly SchemaPart[]): TextType {
  const values: string[] = [];
  const patterns: RegExp[] = [];
  const checks: TextCheck[] = [base.accepts];
  for (const facet of facets) {
    onlyAttributes(facet, ['value', 'fixed']);
    onlyChildren(facet, []);
    const value = facet.attributes.get('value');
    if (value === undefined) throw new Unusual(facet.name);
    if (facet.name === 'enumeration') values.push(value);
    else if (facet.name === 'pattern') patterns.push(readPattern(value));
    else checks.push(limit(base.kind, facet.name, value));
  }
  if (values.length > 0) checks.push(oneOf(new Set(values)));
  if (patterns.length > 0) checks.push(matching(patterns));
  return { kind: base.kind, accepts: together(checks) };
}

function oneOf(values: ReadonlySet<string>): TextCheck {
  return (text) => values.has(text);
}

/** A pattern takes the longer the longer the text is. */
const longestMatched = 1_000;

function matching(patterns: readonly RegExp[]): TextCheck {
  return (text) => text.length <= longestMatched && patterns.some((pattern) => pattern.test(text));
}

function together(checks: readonly TextCheck[]): TextCheck {
  return (text) => {
    for (const accepts of checks) if (!accepts(text)) return false;
    return true;
  };
}

const limits: Readonly<Record<string, Readonly<Record<string, (bound: number) => TextCheck>>>> = {
  text: {
    length: (bound) => (text) => lengthOf(text) === bound,
    minLength: (bound) => (text) => lengthOf(text) >= bound,
    maxLength: (bound) => (text) => text.length <= bound || lengthOf(text) <= bound,
  },
  number: {
    minInclusive: (bound) => (text) => Number(text) >= bound,
    maxInclusive: (bound) => (text) => Number(text) <= bound,
    minExclusive: (bound) => (text) => Number(text) > bound,
    maxExclusive: (bound) => (text) => Number(text) < bound,
    totalDigits: (bound) => (text) => text.length <= bound,
    fractionDigits: (bound) => (text) => text.length - (text.indexOf('.') + 1 || text.length) <= bound,
  },
};

const bounds = /^-?[0-9]{1,16}$|^-?(?=[0-9.]{1,16}$)[0-9]{1,15}\.[0-9]{1,14}$/;

function limit(kind: TextType['kind'], name: string, value: string): TextCheck {
  const known = Object.hasOwn(limits, kind) ? limits[kind]! : {};
  const bound = Number(value);
  if (!Object.hasOwn(known, name) || !bounds.test(value) || Math.abs(bound) > Number.MAX_SAFE_INTEGER)
    throw new Unusual(name);
  return known[name]!(bound);
}
