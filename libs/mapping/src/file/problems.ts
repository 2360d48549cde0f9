import { didYouMean } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import type { YamlPlace } from './yaml-place.js';

/** Collects the mistakes in one mapping file. */
export class Problems {
  readonly found: ConfigurationProblem[] = [];

  constructor(private readonly file: string) {}

  /** @param place undefined: the file as a whole */
  add(place: YamlPlace | undefined, zh: string, en: string, columnOffset = 0): void {
    this.found.push({
      file: this.file,
      ...(place === undefined ? {} : { line: place.line, column: place.column + columnOffset }),
      message: { zh, en },
    });
  }

  /** `"frm" is not a key of a rule. Did you mean "from"?`, or the list of what there is when nothing is near. */
  addUnknown(
    place: YamlPlace,
    word: string,
    what: { zh: string; en: string },
    known: readonly string[],
  ): void {
    const near = didYouMean(word, known);
    const list = known.length <= 30 ? known.join(', ') : `${known.slice(0, 30).join(', ')} …`;
    this.add(
      place,
      `“${word}”不是${what.zh}。${near === undefined ? `可用：${list}。` : `是否想写“${near}”？`}`,
      `"${word}" is not ${what.en}. ${near === undefined ? `There are: ${list}.` : `Did you mean "${near}"?`}`,
    );
  }

  /** By place, each mistake once: a fragment used twice is compiled twice. */
  inOrder(): ConfigurationProblem[] {
    const once = new Map(this.found.map((one) => [`${one.line}:${one.column}:${one.message.en}`, one]));
    const order = ({ line = 0, column = 0 }: ConfigurationProblem): number => line * 100_000 + column;
    return [...once.values()].sort((left, right) => order(left) - order(right));
  }
}
