import { compileSafePattern, type KeyPath, type SourceFile } from '#libs/checked-yaml';
import { compilePath, PathSyntaxError, type ConfigurationProblem, type Path } from '#libs/message';
import { dateFormatOf, isoDate, type DateFormat } from '../dates/date-format.js';

const nothing: Path = { text: '', select: () => [], first: () => undefined };

/** Compiles the small parts of a configuration file, and collects the mistakes in them with their places. */
export class PartCompiler {
  readonly problems: ConfigurationProblem[] = [];

  constructor(
    private readonly source: SourceFile,
    private readonly namespaces: Readonly<Record<string, string>> = {},
  ) {}

  path(text: string, at: KeyPath): Path {
    try {
      return compilePath(text, { namespaces: this.namespaces });
    } catch (error) {
      if (!(error instanceof PathSyntaxError)) throw error;
      this.fail(at, `路径“${text}”第 ${error.column} 个字符处有误：应为 ${error.expected}`, error.message);
      return nothing;
    }
  }

  pattern(text: string, at: KeyPath): (value: string) => boolean {
    const { matches, problem } = compileSafePattern(text);
    if (matches !== undefined) return matches;
    this.fail(
      at,
      `模式“${text}”不可用：${problem.zh}`,
      `the pattern "${text}" cannot be used: ${problem.en}`,
    );
    return () => true;
  }

  dateFormat(text: string, at: KeyPath): DateFormat {
    const format = dateFormatOf(text);
    if (format !== undefined) return format;
    const parts = "yyyy MM dd HH mm ss SSS XXX 'text'";
    this.fail(
      at,
      `日期格式“${text}”有误，可用：${parts} 或 iso`,
      `"${text}" is no date format; use ${parts}, or iso`,
    );
    return isoDate;
  }

  fail(at: KeyPath, zh: string, en: string): void {
    this.problems.push(this.source.problem(at, zh, en));
  }
}
