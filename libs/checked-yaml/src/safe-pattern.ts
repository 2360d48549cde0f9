/** Longer texts never match; with the limit on a pattern's cost it bounds the time of one match. */
const longestMatched = 500;

/** Ways in which a pattern may be tried against the longest text. */
const mostCost = 1e7;
const longestPattern = 500;

export type SafePattern =
  | { readonly matches: (text: string) => boolean; readonly problem?: undefined }
  | { readonly matches?: undefined; readonly problem: { readonly zh: string; readonly en: string } };

class PatternProblem extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

/**
 * Compiles a pattern for whole texts out of a subset of regular expressions that cannot take long: characters, classes,
 * escapes, groups, alternatives, quantifiers; no quantifier around another or around alternatives, no look-around, no
 * back-references, and only so many open quantifiers that all ways to divide a text among them can be tried.
 */
export function compileSafePattern(source: string): SafePattern {
  try {
    if (source === '' || source.length > longestPattern) {
      throw new PatternProblem(
        `应为 1 至 ${longestPattern} 个字符。`,
        `it must have 1 to ${longestPattern} characters.`,
      );
    }
    const reader = new PatternReader(source);
    const { cost } = reader.readAlternatives();
    reader.expectEnd();
    if (cost > mostCost) {
      throw new PatternProblem('不定长的部分太多。', 'it has too many parts of open length.');
    }
    const pattern = new RegExp(`^(?:${source})$`, 'u');
    return { matches: (text) => text.length <= longestMatched && pattern.test(text) };
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: { zh: error.zh, en: error.en } };
    if (error instanceof SyntaxError) return { problem: { zh: error.message, en: error.message } };
    throw error;
  }
}

/** In how many ways a part can match; whether it is of one fixed form. */
interface Shape {
  readonly cost: number;
  readonly fixed: boolean;
}

const fixed: Shape = { cost: 1, fixed: true };

class PatternReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  readAlternatives(): Shape {
    if (++this.depth > 20) throw new PatternProblem('嵌套太深。', 'it is nested too deeply.');
    let shape = this.readSequence();
    while (this.take('|')) {
      const other = this.readSequence();
      shape = { cost: shape.cost + other.cost, fixed: false };
    }
    this.depth--;
    return shape;
  }

  expectEnd(): void {
    if (this.at < this.source.length) throw new PatternProblem('多了一个“)”。', 'there is one ")" too many.');
  }

  private readSequence(): Shape {
    let cost = 1;
    let isFixed = true;
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) {
      const shape = this.readQuantified();
      cost *= shape.cost;
      isFixed &&= shape.fixed;
    }
    return { cost, fixed: isFixed };
  }

  private readQuantified(): Shape {
    const atom = this.readAtom();
    const found = /^(?:[*+?]|\{(\d{1,4})(?:(,)(\d{0,4}))?\})/.exec(this.source.slice(this.at));
    if (found === null) return atom;
    this.at += found[0].length;
    this.take('?');
    const [least, most] = bounds(found);
    if (most < least) throw new PatternProblem('{n,m} 中 n 大于 m。', 'in {n,m} n is larger than m.');
    if (found[0] === '?' || (least === 0 && most === 1)) return { cost: atom.cost + 1, fixed: false };
    if (!atom.fixed) {
      throw new PatternProblem(
        '重复的分组内不能再有重复或选择。',
        'a group that is repeated may not contain repetitions or alternatives.',
      );
    }
    return { cost: Math.min(most, longestMatched) - least + 1, fixed: most === least };
  }

  private readAtom(): Shape {
    if (this.take('(')) {
      if (this.source[this.at] === '?' && !this.take('?:')) {
        throw new PatternProblem('不支持“(?”。', '"(?" is not supported, except "(?:".');
      }
      const inner = this.readAlternatives();
      if (!this.take(')')) throw new PatternProblem('缺少“)”。', 'a ")" is missing.');
      return inner;
    }
    const rest = this.source.slice(this.at);
    const atom =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:[dDwWsStnr]|[^A-Za-z0-9]|[pP]\{\w{1,30}(?:=\w{1,30})?\})|[^\\()[\]*+?{}|])/su.exec(
        rest,
      );
    if (atom === null) {
      const found = rest.slice(0, 5);
      throw new PatternProblem(`不支持“${found}”。`, `"${found}" is not supported here.`);
    }
    this.at += atom[0].length;
    return fixed;
  }

  private take(token: string): boolean {
    if (!this.source.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }
}

function bounds([quantifier, least, comma, most]: RegExpExecArray): [number, number] {
  if (quantifier === '*' || quantifier === '?') return [0, quantifier === '?' ? 1 : Infinity];
  if (quantifier === '+') return [1, Infinity];
  if (comma === undefined) return [Number(least), Number(least)];
  return [Number(least), most === '' || most === undefined ? Infinity : Number(most)];
}
