import { Refusal, type TextFunction } from './mapping-function.js';

export const wrap: TextFunction = {
  kind: 'text',
  name: 'wrap',
  summary: {
    zh: '把文字按词折成每行不超过 length 个字符的若干行，取第 take 行；行数超过 lines 时报错，不丢内容。',
    en: 'Breaks the text between words into lines of `length` characters at most and takes one; a text that needs more than `lines` lines is refused, nothing gets lost.',
  },
  parameters: {
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 10_000,
      zh: '每行最多字符数',
      en: 'most characters in a line',
    },
    take: { type: 'integer', minimum: 1, maximum: 1_000, zh: '第几行', en: 'which line, from 1' },
    lines: { type: 'integer', minimum: 1, maximum: 1_000, zh: '最多行数', en: 'most lines' },
  },
  run: (text, { length, take, lines }) => {
    const wrapped = linesOf(text, Number(length));
    if (wrapped.length > Number(lines)) return new Refusal(`${String(lines)} x ${String(length)}`);
    return wrapped[Number(take) - 1];
  },
  examples: [
    { with: { length: 10, take: 1, lines: 3 }, input: 'Lanzhou Petrochemical', output: 'Lanzhou' },
    { with: { length: 10, take: 2, lines: 3 }, input: 'Lanzhou Petrochemical', output: 'Petrochemi' },
    { with: { length: 10, take: 3, lines: 3 }, input: 'Lanzhou Petrochemical', output: 'cal' },
    { with: { length: 10, take: 2, lines: 2 }, input: 'Lanzhou', output: undefined },
  ],
};

/** A word longer than a line, as Chinese text is, is cut. */
function linesOf(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const characters = [...word];
    const last = lines.at(-1);
    const room = last === undefined ? 0 : length - [...last].length - 1;
    if (last !== undefined && characters.length <= room && characters.length > 0) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    for (let at = 0; at < characters.length; at += length) {
      lines.push(characters.slice(at, at + length).join(''));
    }
  }
  return lines;
}
