/** The longest text that is matched; a longer one does not match. */
export const longestMatched = 500;

/** Ways in which a pattern can be tried against the longest text, at most. */
const mostWays = 1e7;

export type SafePattern = { readonly matches: (text: string) => boolean } | { readonly reason: PatternFault };
export type PatternFault = 'syntax' | 'look-around' | 'back-reference' | 'too-many-ways';

/**
 * A pattern that matches the whole of a text and cannot be made to run for long: no back references, no look-around, and
 * not so many repetitions inside or beside each other that a hostile text is tried in too many ways.
 */
export function safePattern(source: string): SafePattern {
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return { reason: 'syntax' };
  }
  const outside = source.replace(/\\[^k\d]|\[(?:\\.|[^\]\\])*\]/gu, '_');
  if (/\(\?(?:[=!]|<[=!])|\\[bB]/.test(outside)) return { reason: 'look-around' };
  if (/\\[k1-9]/.test(outside)) return { reason: 'back-reference' };
  if (new WaysReader(source).count() > mostWays) return { reason: 'too-many-ways' };
  return { matches: (text) => text.length <= longestMatched && expression.test(text) };
}

/** Counts in how many ways the repetitions and alternatives of a pattern can be combined. */
class WaysReader {
  private at = 0;

  constructor(private readonly source: string) {}

  count(): number {
    let [ways, sequence] = [0, 1];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.take('|')) {
        ways += sequence;
        sequence = 1;
      } else {
        sequence = Math.min(sequence * this.repeated(this.atom()), Number.MAX_VALUE);
      }
    }
    return ways + sequence;
  }

  private atom(): number {
    if (this.take('(')) {
      this.skip(/^\?(?:<[^>]*>|[a-z-]*:)/u);
      const ways = this.count();
      this.take(')');
      return ways;
    }
    this.skip(/^(?:\\[pPu]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|.)/su);
    return 1;
  }

  private repeated(inner: number): number {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.at));
    if (found === null) return inner;
    this.at += found[0].length;
    const [least, most] = bounds(found);
    return inner === 1 ? most - least + 1 : inner ** most * (most - least + 1);
  }

  private skip(pattern: RegExp): void {
    this.at += pattern.exec(this.source.slice(this.at))?.[0].length ?? 0;
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}

function bounds(found: RegExpExecArray): [number, number] {
  switch (found[0][0]) {
    case '*':
      return [0, longestMatched];
    case '+':
      return [1, longestMatched];
    case '?':
      return [0, 1];
  }
  const least = Number(found[1]);
  if (found[2] === undefined) return [least, least];
  return [least, found[3] === '' ? longestMatched : Number(found[3])];
}
