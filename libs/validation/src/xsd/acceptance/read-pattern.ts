import { Unusual } from './schema-part.js';

const longestPattern = 2_000;
const special = /[\^$\\.*+?()[\]{}|/]/;
const quantifier = /[?*+]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\}/y;

/**
 * A pattern of XML Schema as a regular expression of JavaScript that matches the same whole texts, or fewer (XML Schema part 2,
 * appendix F): `.` and `\S` have another meaning there, `^` and `$` none.
 *
 * @throws Unusual at what is not in both, and at more repetitions than can be tried in no time
 */
export function readPattern(source: string): RegExp {
  if (source.length > longestPattern) throw new Unusual('pattern');
  return new RegExp(`^(?:${new PatternReader(source).read()})$`, 'u');
}

/** Open repetitions and alternatives of one pattern: a text can be divided among them in as many ways. */
const mostOpen = 2;
const mostChoices = 30;

class PatternReader {
  private at = 0;
  private open = 0;
  private choices = 0;

  constructor(private readonly source: string) {}

  read(): string {
    const text = this.alternatives();
    const isSlow = this.open > mostOpen || this.choices > mostChoices;
    if (this.at < this.source.length || isSlow) throw new Unusual('pattern');
    return text;
  }

  private alternatives(): string {
    let text = '';
    for (let part = this.one(); part !== undefined; part = this.one()) text += part;
    return text;
  }

  /** An alternative, a character, a class or a group, with its quantifier; undefined at the end. */
  private one(): string | undefined {
    const found = this.source[this.at];
    if (found === undefined || found === ')') return undefined;
    this.at++;
    if (found === '|') this.choices++;
    if (found === '|') return found;
    if (found === '(') return this.group();
    return this.part(found) + this.repetition();
  }

  private part(found: string): string {
    if (found === '[') return this.characterClass();
    if (found === '.') return '[^\\n\\r]';
    if (found === '\\') return this.escape();
    if (/[\^$*+?{}\]]/.test(found)) throw new Unusual(found);
    return literal(found);
  }

  /** Repetitions of groups are only those that cannot multiply: none, or one. */
  private group(): string {
    const inner = this.alternatives();
    if (this.source[this.at++] !== ')') throw new Unusual('(');
    const times = this.repetition();
    if (times !== '' && times !== '?') throw new Unusual(times);
    return `(?:${inner})${times}`;
  }

  private repetition(): string {
    quantifier.lastIndex = this.at;
    const found = quantifier.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    if (found === '?') this.choices++;
    else if (/[*+,]/.test(found)) this.open++;
    return found;
  }

  private escape(): string {
    const found = this.source[this.at++] ?? '';
    if (found === 'S') return '[^ \\t\\n\\r]';
    if (found === 's') return '[ \\t\\n\\r]';
    if (found === 'd') return '[0-9]';
    return this.escaped(found);
  }

  private escaped(found: string): string {
    if (/[ntr]/.test(found)) return `\\${found}`;
    if (!/[\\|.?*+(){}\-[\]^]/.test(found)) throw new Unusual(`\\${found}`);
    return literal(found);
  }

  /** Characters and ranges of them, none of the classes that have a letter. */
  private characterClass(): string {
    let text = '[';
    if (this.source[this.at] === '^') text += this.source[this.at++];
    for (;;) {
      const found = this.source[this.at++];
      if (found === ']' && text.length > (text[1] === '^' ? 2 : 1)) return `${text}]`;
      if (found === undefined || found === '[' || found === ']' || found === '^') throw new Unusual('[');
      if (found === '-') text += this.range();
      else text += inClass(found === '\\' ? this.classEscape() : found);
    }
  }

  /** Between two characters; anywhere else, readers do not agree on what it says. */
  private range(): string {
    const before = this.source[this.at - 2];
    const behind = this.source[this.at];
    const isEnd = this.source[this.at - 3] === '-';
    if (isEnd || !/[0-9A-Za-z]/.test(before ?? '') || !/[0-9A-Za-z]/.test(behind ?? ''))
      throw new Unusual('-');
    return '-';
  }

  private classEscape(): string {
    const found = this.source[this.at++] ?? '';
    if (/[ntr]/.test(found)) return { n: '\n', t: '\t', r: '\r' }[found]!;
    if (!/[\\|.?*+(){}\-[\]^]/.test(found)) throw new Unusual(`\\${found}`);
    return found;
  }
}

function literal(character: string): string {
  return special.test(character) ? `\\${character}` : character;
}

function inClass(character: string): string {
  if (character >= '\ud800' && character <= '\udfff') throw new Unusual('surrogate');
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character;
}
