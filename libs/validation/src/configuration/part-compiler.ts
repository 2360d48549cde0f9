import type { KeyPath, SourceFile } from '#libs/checked-yaml';
import { compilePath, PathSyntaxError, type ConfigurationProblem, type Path } from '#libs/message';
import { safePattern, type PatternFault } from './safe-pattern.js';
import { dateFormatOf, isoDate, type DateFormat } from '../dates/date-format.js';

const nothing: Path = { text: '', select: () => [], first: () => undefined };

const patternFaults: Readonly<Record<PatternFault, { zh: string; en: string }>> = {
  syntax: { zh: '不是正确的正则表达式', en: 'is no regular expression' },
  'look-around': { zh: '不允许使用环视或单词边界', en: 'may not look around itself (?=, ?<=, \\b)' },
  'back-reference': { zh: '不允许使用反向引用', en: 'may not refer back to a group' },
  'too-many-ways': {
    zh: '嵌套或并列的重复过多，可能耗时过长',
    en: 'repeats so much inside or beside itself that a hostile text could keep it busy',
  },
};

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
    const safe = safePattern(text);
    if ('matches' in safe) return safe.matches;
    const { zh, en } = patternFaults[safe.reason];
    this.fail(at, `“${text}”${zh}`, `"${text}" ${en}`);
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
