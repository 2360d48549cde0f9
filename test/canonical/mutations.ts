import type { MessageModel, ScalarType } from '#libs/canonical';
import type { PlainValue } from '#libs/message';
import { samplePattern } from './pattern-sample.js';
import type { Random } from './random.js';
import { sitesOf, type Site } from './sites.js';
import { instanceOf, type PlainObject } from './valid-instance.js';

/** A change of one place; `verdict` is what both forms must say, undefined when it is only known that they agree. */
export interface Mutation {
  readonly name: string;
  readonly verdict?: 'accepted' | 'refused';
  /** The new value of the place, or undefined when the change does not fit there. */
  change(site: Site, random: Random): PlainValue | typeof removed | undefined;
}

export const removed = Symbol('removed');

const dates = {
  good: ['2024-02-29', '2000-02-29', '2026-12-31', '1900-01-01', '2099-12-31', '2026-02-28'],
  bad: [
    '2025-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20261102',
  ],
};
const times = {
  good: ['T00:00:00+08:00', 'T23:59:59.999999-14:00', 'T08:30:00Z', 'T12:00:00.5+14:00'],
  bad: [
    'T24:00:00+08:00',
    'T08:30:60Z',
    'T08:30:00',
    'T08:30Z',
    ' 08:30:00Z',
    't08:30:00Z',
    'T08:30:00+14:30',
    'T08:60:00Z',
  ],
};
const oddTexts = [
  ...[
    '',
    ' ',
    '\u3000',
    'a\tb',
    'a\nb',
    'a\rb',
    ' a ',
    '\u00a0',
    '１２３',
    '<&>"\'',
    ']]>',
    '𠮷',
    'a\u0001b',
    'null',
    '{}',
  ],
  ...[
    '0',
    'ABC\n',
    'é',
    'e\u0301',
    '\u2028',
    '\ufeff',
    '%00',
    '-',
    'PTF-1',
    '2026-11-02 ',
    '\ufffd',
    '\u0085',
  ],
];

const scalar = ({ field }: Site, kind: ScalarType['kind']): ScalarType | undefined =>
  field.type.kind === kind && field.many === undefined ? field.type : undefined;
const text = (site: Site): ScalarType | undefined => scalar(site, 'string');
const number = (site: Site): ScalarType | undefined => scalar(site, 'number') ?? scalar(site, 'integer');
const componentOf = (site: Site): string | undefined => text(site)?.component?.typeName;
const stepOf = ({ fractionDigits = 0 }: ScalarType): number => 10 ** -fractionDigits;

function date(kind: 'good' | 'bad', site: Site, random: Random): string | undefined {
  const component = componentOf(site);
  if (component === 'Date') return random.pick(dates[kind]);
  if (component !== 'DateTime') return undefined;
  if (kind === 'good') return random.pick(dates.good) + random.pick(times.good);
  return random.next() < 0.5
    ? random.pick(dates.bad) + random.pick(times.good)
    : random.pick(dates.good) + random.pick(times.bad);
}

/** One character more, less or other; undefined when the pattern does not mind. */
function nearMiss(site: Site, random: Random): string | undefined {
  const { type } = site.field;
  if (type.kind !== 'string' || type.pattern === undefined) return undefined;
  const valid = [...samplePattern(type.pattern, random)];
  const at = random.between(0, valid.length);
  valid.splice(
    at,
    random.between(0, 1),
    ...(random.next() < 0.7 ? [random.pick([...'aZ0-:+ \t\n.é中'])] : []),
  );
  const changed = valid.join('');
  return new RegExp(type.pattern, 'u').test(changed) ? undefined : changed;
}

function listOf(
  site: Site,
  random: Random,
  length: (max: number, min: number) => number,
): PlainValue[] | undefined {
  const { many, type } = site.field;
  if (many === undefined || many.max > 200) return undefined;
  const count = length(many.max, many.min);
  return count < 0 ? undefined : Array.from({ length: count }, () => smallest(type, random));
}

/** Only what is required, because a list may be long. */
function smallest(type: Site['field']['type'], random: Random): PlainValue {
  if (type.kind !== 'object') return instanceOf(type, random);
  const required = type.fields.filter((field) => field.required && field.many === undefined);
  return Object.fromEntries(required.map((field) => [field.name, smallest(field.type, random)]));
}

export const mutations: readonly Mutation[] = [
  {
    name: 'missing field',
    verdict: 'refused',
    change: ({ field }) => (field.required ? removed : undefined),
  },
  { name: 'null', verdict: 'refused', change: ({ field }) => (field.many === undefined ? null : undefined) },
  {
    name: 'text for an object',
    verdict: 'refused',
    change: ({ field }) => (field.type.kind === 'object' ? 'text' : undefined),
  },
  {
    name: 'object for a text',
    verdict: 'refused',
    change: (site) => (text(site) === undefined ? undefined : { a: 'b' }),
  },
  {
    name: 'word for a number',
    verdict: 'refused',
    change: (site) => (number(site) === undefined ? undefined : 'many'),
  },
  {
    name: 'word for a boolean',
    verdict: 'refused',
    change: (site) => (scalar(site, 'boolean') === undefined ? undefined : 'yes'),
  },
  { name: 'text that misses the pattern', verdict: 'refused', change: nearMiss },
  {
    name: 'wrong word of an enumeration',
    verdict: 'refused',
    change: (site) => (text(site)?.enum === undefined ? undefined : 'Other'),
  },
  { name: 'impossible date', verdict: 'refused', change: (site, random) => date('bad', site, random) },
  { name: 'date at a boundary', verdict: 'accepted', change: (site, random) => date('good', site, random) },
  { name: 'text one too long', verdict: 'refused', change: (site, random) => longText(site, random, 1) },
  {
    name: 'text of the greatest length',
    verdict: 'accepted',
    change: (site, random) => longText(site, random, 0),
  },
  {
    name: 'number over the maximum',
    verdict: 'refused',
    change: (site) => beyond(number(site), 'maximum', 1),
  },
  {
    name: 'number under the minimum',
    verdict: 'refused',
    change: (site) => beyond(number(site), 'minimum', -1),
  },
  { name: 'the maximum', verdict: 'accepted', change: (site) => number(site)?.maximum },
  { name: 'the minimum', verdict: 'accepted', change: (site) => number(site)?.minimum },
  { name: 'too many digits', verdict: 'refused', change: (site) => tooFine(number(site)) },
  {
    name: 'list one too long',
    verdict: 'refused',
    change: (site, random) => listOf(site, random, (max) => max + 1),
  },
  { name: 'list of the greatest length', change: (site, random) => listOf(site, random, (max) => max) },
  {
    name: 'list one too short',
    verdict: 'refused',
    change: (site, random) => listOf(site, random, (_max, min) => min - 1),
  },
  {
    name: 'odd text',
    change: (site, random) => (text(site) === undefined ? undefined : random.pick(oddTexts)),
  },
];

function longText(site: Site, random: Random, more: number): string | undefined {
  const component = componentOf(site);
  const maxLength = text(site)?.maxLength;
  if (maxLength === undefined || (component !== 'Line' && component !== 'Lines')) return undefined;
  return random.pick(['x', '编', '𠮷']).repeat(maxLength + more);
}

function beyond(type: ScalarType | undefined, end: 'minimum' | 'maximum', sign: 1 | -1): number | undefined {
  const limit = type?.[end];
  if (type === undefined || limit === undefined) return undefined;
  const changed = Number((limit + sign * stepOf(type)).toFixed(type.fractionDigits ?? 0));
  return Number.isSafeInteger(Math.trunc(changed)) ? changed : undefined;
}

function tooFine(type: ScalarType | undefined): number | undefined {
  return type === undefined ? undefined : 1 + stepOf(type) / 2;
}

/** An instance with one change at a place of chance, or undefined when the change fits nowhere. */
export function mutated(
  model: MessageModel,
  instance: PlainObject,
  mutation: Mutation,
  random: Random,
): PlainObject | undefined {
  const copy = structuredClone(instance);
  const sites = sitesOf(model, copy);
  const start = random.between(0, sites.length - 1);
  for (const site of [...sites.slice(start), ...sites.slice(0, start)]) {
    const value = mutation.change(site, random);
    if (value === undefined) continue;
    if (value === removed) delete site.owner[site.field.name];
    else site.owner[site.field.name] = value;
    return copy;
  }
  return undefined;
}
