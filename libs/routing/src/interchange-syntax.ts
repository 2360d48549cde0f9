/** How the interchanges for one destination are written (`edi` of a destination); every member has a default. */
export interface InterchangeSyntax {
  /** EDIFACT: UNB 0002, default `3`. X12: ISA12, by default the one of the schema's version (`00401`). */
  readonly version?: string;
  /** EDIFACT: UNB 0001, default `UNOC`. */
  readonly level?: string;
  /** In place of the level's own charset; of X12 instead of UTF-8. */
  readonly charset?: string;
  /** Default: `:+?'` and in version 4 `*`; of X12 `*~:`, and from 00402 on `^`. */
  readonly separators?: Partial<Readonly<Record<SeparatorName, string>>>;
  /** EDIFACT: of numbers, told in UNA. Default `.`. */
  readonly decimalMark?: '.' | ',';
  /** Behind every segment; default none. */
  readonly lineBreak?: 'none' | 'lf' | 'crlf';
  /** UNB 0035 or ISA15 says that it is a test. */
  readonly test?: boolean;
}

export type SeparatorName = 'segment' | 'element' | 'component' | 'repetition' | 'release';

const separator = { type: 'string', pattern: '^[!-/:-@[-`{-~\\x1c-\\x1f\\n]$' } as const;

export const interchangeSyntaxSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    version: { type: 'string', pattern: '^(?:[1-4]|00[2-9]\\d{2})$' },
    level: { enum: [...'ABCDEFGHIJKLWXY'].map((letter) => `UNO${letter}`) },
    charset: { type: 'string', minLength: 1, maxLength: 40 },
    separators: {
      type: 'object',
      additionalProperties: false,
      properties: {
        segment: separator,
        element: separator,
        component: separator,
        repetition: separator,
        release: separator,
      },
    },
    decimalMark: { enum: ['.', ','] },
    lineBreak: { enum: ['none', 'lf', 'crlf'] },
    test: { type: 'boolean' },
  },
} as const;
