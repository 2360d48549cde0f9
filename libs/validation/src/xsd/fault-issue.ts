import { issue, locationOf, type Issue, type IssueCode } from '#libs/message';
import { looksLikeDate } from '../dates/looks-like-date.js';
import type { SchemaFault } from './schema-fault.js';

/** How a sentence of libxml2 becomes an issue; `$1` in `expected` is the first group of the pattern. */
interface Reading {
  readonly pattern: RegExp;
  readonly code: IssueCode;
  readonly expected?: string;
  /** The fault is of the element, whatever value it has. */
  readonly ofElement?: boolean;
}

const readings: readonly Reading[] = [
  facet('length', `'([^']*)'\\.$`, 'value-length', '$1'),
  facet('minLength', `'([^']*)'\\.$`, 'value-length', '≥ $1'),
  facet('maxLength', `'([^']*)'\\.$`, 'value-length', '≤ $1'),
  facet('pattern', `by the pattern '(.*)'\\.$`, 'value-pattern', '$1'),
  facet('enumeration', `of the set \\{(.*)\\}\\.$`, 'value-not-allowed', '$1'),
  facet('minInclusive', `\\('([^']*)'\\)\\.$`, 'value-range', '≥ $1'),
  facet('maxInclusive', `\\('([^']*)'\\)\\.$`, 'value-range', '≤ $1'),
  facet('minExclusive', `'([^']*)'\\.$`, 'value-range', '> $1'),
  facet('maxExclusive', `'([^']*)'\\.$`, 'value-range', '< $1'),
  facet('totalDigits', `\\('([^']*)'\\)\\.$`, 'value-length', '≤ $1 (totalDigits)'),
  facet('fractionDigits', `\\('([^']*)'\\)\\.$`, 'value-length', '≤ $1 (fractionDigits)'),
  { pattern: /is not a valid value of the (?:\w+ )*type '([^']*)'\.$/, code: 'value-type', expected: '$1' },
  {
    pattern: /is not a valid value of the local (\w+ type)\.$/,
    code: 'value-type',
    expected: '$1',
  },
  {
    pattern: /does not match the fixed value constraint '(.*)'\.$/s,
    code: 'value-not-allowed',
    expected: '$1',
  },
  { pattern: /^The attribute '([^']*)' is required but missing/, code: 'element-missing', expected: '@$1' },
  { pattern: /^The attribute '([^']*)' is not allowed/, code: 'attribute-unexpected' },
  {
    pattern: /^Not all fields of key identity-constraint '([^']*)' evaluate/,
    code: 'element-missing',
    expected: '$1',
    ofElement: true,
  },
  {
    pattern: /^Duplicate key-sequence \[.*\] in \w+ identity-constraint '([^']*)'\.$/s,
    code: 'value-not-unique',
    expected: '$1',
  },
  {
    pattern: /^No match found for key-sequence \[.*\] of keyref '([^']*)'\.$/s,
    code: 'reference-unresolved',
    expected: '$1',
  },
  { pattern: /^Character content (?:other than|is not allowed)/, code: 'text-unexpected' },
  { pattern: /^Element content is not allowed/, code: 'element-unexpected', expected: '-' },
];

/** The issue that a complaint of libxml2 stands for, with the value and the place of our own tree. */
export function faultIssue(fault: SchemaFault): Issue {
  const location = locationOf(attributeOf(fault) ?? fault.node, 'xml');
  for (const reading of readings) {
    const found = reading.pattern.exec(fault.text);
    if (found === null) continue;
    const value = valueOf(fault, reading.code);
    const expected = reading.expected?.replace('$1', () => withoutNamespace(found[1] ?? ''));
    if (reading.code === 'value-type' && looksLikeDate(value ?? '') && expected?.includes('date') === true) {
      return issue('date-impossible', location, { value, expected });
    }
    return issue(reading.code, location, {
      ...(reading.ofElement === true ? {} : { value }),
      ...(expected === undefined ? {} : { expected: shortened(expected) }),
    });
  }
  return issue('schema-violation', location, { value: fault.node.text, args: { reason: fault.text } });
}

function facet(name: string, tail: string, code: IssueCode, expected: string): Reading {
  return { pattern: new RegExp(`^\\[facet '${name}'\\] .*${tail}`, 's'), code, expected };
}

function valueOf(fault: SchemaFault, code: IssueCode): string | undefined {
  const quoted = (fault.attribute ?? '').replace(/^\{.*\}/, '');
  if (code === 'attribute-unexpected') return quoted;
  if (code === 'element-missing') return undefined;
  if (code === 'element-unexpected') {
    return fault.node.children.find((child) => !child.name.startsWith('@'))?.name ?? fault.node.name;
  }
  if (code === 'value-not-unique' || code === 'reference-unresolved') {
    return /key-sequence \[(.*)\]/s.exec(fault.text)?.[1]?.replace(/^'(.*)'$/s, '$1');
  }
  return (attributeOf(fault) ?? fault.node).text ?? '';
}

function attributeOf(fault: SchemaFault): SchemaFault['node'] | undefined {
  if (fault.attribute === undefined) return undefined;
  const name = fault.attribute.replace(/^\{.*\}/, '');
  return fault.node.children.find(
    (child) => child.name === `@${name}` || (child.name.startsWith('@') && child.name.endsWith(`:${name}`)),
  );
}

function withoutNamespace(text: string): string {
  return text.replace(/^\{[^}]*\}/, '');
}

const longestExpectation = 300;

function shortened(text: string): string {
  return text.length > longestExpectation ? `${text.slice(0, longestExpectation)}…` : text;
}
