import { parsePattern, type CharacterClass, type Pattern, type Piece } from './pattern.js';

/** XML 1.0, production 2: no other character can stand in a document, so no pattern need speak of it. */
const xmlCharacters: readonly (readonly [number, number])[] = [
  [0x9, 0xa],
  [0xd, 0xd],
  [0x20, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x10ffff],
];

/** The pattern of a JSON Schema as XSD 1.0 writes it: without anchors, with the escapes of XSD. */
export function xsdPattern(jsonPattern: string): string {
  return alternatives(parsePattern(jsonPattern));
}

function alternatives(pattern: Pattern): string {
  return pattern.alternatives.map((pieces) => pieces.map(piece).join('')).join('|');
}

function piece({ atom, min, max }: Piece): string {
  const text = 'ranges' in atom ? characterClass(atom) : `(${alternatives(atom)})`;
  return text + quantifier(min, max);
}

function quantifier(min: number, max: number): string {
  if (min === 1 && max === 1) return '';
  if (min === 0 && max === 1) return '?';
  if (max === Infinity && min < 2) return min === 0 ? '*' : '+';
  if (min === max) return `{${min}}`;
  return `{${min},${max === Infinity ? '' : max}}`;
}

function characterClass({ negated, ranges }: CharacterClass): string {
  const possible = ranges.flatMap(([from, to]) =>
    xmlCharacters.flatMap(([first, last]): [number, number][] =>
      from <= last && first <= to ? [[Math.max(from, first), Math.min(to, last)]] : [],
    ),
  );
  if (possible.length === 0) throw new Error('a character class has no character that XML can carry');
  if (!negated && possible.length === 1 && possible[0]![0] === possible[0]![1])
    return escaped(possible[0]![0]);
  const listed = possible.map(([from, to]) => escaped(from) + rangeEnd(from, to));
  return `[${negated ? '^' : ''}${listed.join('')}]`;
}

function rangeEnd(from: number, to: number): string {
  if (from === to) return '';
  return to === from + 1 ? escaped(to) : `-${escaped(to)}`;
}

function escaped(point: number): string {
  if (point === 0x9) return '\\t';
  if (point === 0xa) return '\\n';
  if (point === 0xd) return '\\r';
  const character = String.fromCodePoint(point);
  return '\\|.?*+(){}-[]^'.includes(character) ? `\\${character}` : character;
}
