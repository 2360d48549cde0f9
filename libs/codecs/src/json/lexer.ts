const quote = 0x22;
const backslash = 0x5c;

/** A piece of JSON text that cannot be what it should be; caught by the reader. */
export class JsonSyntaxFault extends Error {
  constructor(
    readonly index: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const fourHex = /^[0-9a-fA-F]{4}$/;

/** The tokens of RFC 8259; `at` is always the next character to be read. */
export class JsonLexer {
  at = 0;

  constructor(readonly text: string) {}

  /** The code of the next character that is not white space; NaN at the end. */
  peek(): number {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.at++;
    }
  }

  /** A string whose opening quote is next. */
  string(): string {
    const { text } = this;
    const start = ++this.at;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return text.slice(start, at);
      }
      if (code === backslash) return this.stringWithEscapes(start, at);
      if (!(code >= 0x20)) throw new JsonSyntaxFault(at, '"\\""');
      at++;
    }
  }

  private stringWithEscapes(start: number, firstEscape: number): string {
    const { text } = this;
    let read = text.slice(start, firstEscape);
    let at = firstEscape;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (!(code >= 0x20)) throw new JsonSyntaxFault(at, '"\\""');
      if (code === backslash) {
        const { character, length } = this.escape(at);
        read += character;
        at += length;
        continue;
      }
      const from = at;
      while (
        text.charCodeAt(at) >= 0x20 &&
        text.charCodeAt(at) !== quote &&
        text.charCodeAt(at) !== backslash
      )
        at++;
      read += text.slice(from, at);
    }
    this.at = at + 1;
    return read;
  }

  private escape(at: number): { character: string; length: number } {
    const letter = this.text.charAt(at + 1);
    const simple = simpleEscapes[letter];
    if (simple !== undefined) return { character: simple, length: 2 };
    const hex = this.text.slice(at + 2, at + 6);
    if (letter !== 'u' || !fourHex.test(hex))
      throw new JsonSyntaxFault(at, '\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX');
    return { character: String.fromCharCode(parseInt(hex, 16)), length: 6 };
  }

  number(): string {
    number.lastIndex = this.at;
    const found = number.exec(this.text)?.[0];
    if (found === undefined) throw new JsonSyntaxFault(this.at + 1, '0-9');
    this.at += found.length;
    return found;
  }

  /** `true`, `false` or `null`. */
  word(word: string): string {
    if (!this.text.startsWith(word, this.at)) throw new JsonSyntaxFault(this.at, word);
    this.at += word.length;
    return word;
  }
}
