import { parsePattern, type CharacterClass, type Pattern } from '../../scripts/schemas/pattern.js';
import type { Random } from './random.js';

const characters = [...'aZ7 -_.,/中编组站é\u3000\u00a0𠮷<&>"\']x'].map((character) =>
  character.codePointAt(0)!,
);

/** A text that the pattern matches; repetitions without end stop after a few. */
export function samplePattern(pattern: string, random: Random): string {
  const parsed = known.get(pattern) ?? parsePattern(pattern);
  known.set(pattern, parsed);
  return sample(parsed, random);
}

/** A few patterns are sampled again and again. */
const known = new Map<string, Pattern>();

function sample(pattern: Pattern, random: Random): string {
  let text = '';
  for (const { atom, min, max } of random.pick(pattern.alternatives)) {
    const times = random.between(min, Math.min(max, min + 8));
    for (let time = 0; time < times; time += 1)
      text += 'ranges' in atom ? character(atom, random) : sample(atom, random);
  }
  return text;
}

function character({ negated, ranges }: CharacterClass, random: Random): string {
  if (negated) {
    const listed = (point: number): boolean => ranges.some(([from, to]) => point >= from && point <= to);
    return String.fromCodePoint(random.pick(characters.filter((point) => !listed(point))));
  }
  const [from, to] = random.pick(ranges);
  return String.fromCodePoint(random.between(from, to));
}
