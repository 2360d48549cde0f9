import type { DefinitionProblems } from './definition-line.js';

export interface EdiName {
  readonly zh: string;
  readonly en: string;
}

/** Short names in Chinese and English of segments, elements and the most used codes, for people who read interchanges. */
export class EdiNames {
  private constructor(private readonly names: ReadonlyMap<string, EdiName>) {}

  /** Reads lines such as `BGM 报文开始 | beginning of message` and `2005/137 制单 | document made`. */
  static read(text: string, problems: DefinitionProblems): EdiNames {
    const names = new Map<string, EdiName>();
    text.split(/\r?\n/).forEach((line, at) => {
      if (line.trim() === '' || line.startsWith('#')) return;
      const match = /^(\S+) (.+) \| (.+)$/.exec(line);
      if (match === null || names.has(match[1]!)) {
        problems.at(
          { line: at + 1 },
          '应为“代码 中文 | English”，且不重复',
          'expected "code 中文 | English", once',
        );
        return;
      }
      names.set(match[1]!, { zh: match[2]!, en: match[3]! });
    });
    return new EdiNames(names);
  }

  /** Of a segment tag (`BGM`), a composite or an element (`C507`, `2005`). */
  of(code: string): EdiName | undefined {
    return this.names.get(code);
  }

  /** What a value of an element means: `2005`, `137`. */
  ofCode(element: string, value: string): EdiName | undefined {
    return this.names.get(`${element}/${value}`);
  }

  /** Every code that has a name: tags, elements, `2005/137`. */
  codes(): string[] {
    return [...this.names.keys()];
  }
}
