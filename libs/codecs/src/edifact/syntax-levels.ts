/** What a syntax identifier (UNB S001/0001) stands for. */
export interface SyntaxLevel {
  readonly charset: string;
  /** The ASCII characters of its repertoire, as the inside of a regular expression's class; default all that print. */
  readonly ascii?: string;
}

const allAscii = ' -~';
const levelA = ' !"%&\'()*+,\\-./0-9:;<=>?A-Z_';

/** The levels of ISO 9735: A and B are parts of ISO 646, the others name a whole coded character set. */
const levels: Readonly<Record<string, SyntaxLevel>> = {
  UNOA: { charset: 'us-ascii', ascii: levelA },
  UNOB: { charset: 'us-ascii', ascii: `${levelA}a-z` },
  UNOC: { charset: 'iso-8859-1' },
  UNOD: { charset: 'iso-8859-2' },
  UNOE: { charset: 'iso-8859-5' },
  UNOF: { charset: 'iso-8859-7' },
  UNOG: { charset: 'iso-8859-3' },
  UNOH: { charset: 'iso-8859-4' },
  UNOI: { charset: 'iso-8859-6' },
  UNOJ: { charset: 'iso-8859-8' },
  UNOK: { charset: 'iso-8859-9' },
  UNOL: { charset: 'iso-8859-15' },
  UNOW: { charset: 'utf-8' },
  UNOX: { charset: 'iso-2022' },
  UNOY: { charset: 'utf-8' },
};

export const levelNames = Object.keys(levels);

export function levelOf(name: string | undefined): SyntaxLevel | undefined {
  return name !== undefined && Object.hasOwn(levels, name) ? levels[name] : undefined;
}

/** The printing ASCII characters that a level has, as the inside of a regular expression's class. */
export function asciiOf(name: string | undefined): string {
  return levelOf(name)?.ascii ?? allAscii;
}
