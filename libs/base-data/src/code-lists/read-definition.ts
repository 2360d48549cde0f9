import type { ConfigurationProblem } from '#libs/message';
import { LineCounter, parseDocument, type Document as YamlDocument } from 'yaml';
import { problem } from '../problem.js';
import type { ColumnDefinition, ListDefinition } from './list-definition.js';
import { isCalendarDate } from './validity.js';

const textMembers = ['zh', 'en', 'source', 'source_date', 'version', 'validity'];
const columnMembers = ['zh', 'en', 'required', 'pattern', 'list'];

/** Reads `<list>.yaml`; the definition is absent when nothing can be done with the list. */
export function readDefinition(
  name: string,
  yamlText: string,
  file: string,
): { definition?: ListDefinition; problems: ConfigurationProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    return { problems: [problem(file, line, 'YAML 语法错误。', 'This is not well-formed YAML.', col)] };
  }
  return new DefinitionReader(name, file, document, lines).read();
}

class DefinitionReader {
  private readonly problems: ConfigurationProblem[] = [];

  constructor(
    private readonly name: string,
    private readonly file: string,
    private readonly document: YamlDocument,
    private readonly lines: LineCounter,
  ) {}

  read(): { definition?: ListDefinition; problems: ConfigurationProblem[] } {
    const content: unknown = this.document.toJS();
    if (!isMapping(content)) {
      this.report([], '应为键值对。', 'A mapping of names to values is expected.');
      return { problems: this.problems };
    }
    this.refuseOthers(content, [...textMembers, 'columns'], []);
    const text = (member: string): string => this.text(content, member, []);
    const sourceDate = text('source_date');
    if (sourceDate !== '' && !isCalendarDate(sourceDate)) {
      this.report(['source_date'], '日期应为 yyyy-mm-dd。', 'A date yyyy-mm-dd is expected.');
    }
    const definition: ListDefinition = {
      name: this.name,
      zh: text('zh'),
      en: text('en'),
      source: text('source'),
      sourceDate,
      version: text('version'),
      validity: text('validity'),
      columns: this.columns(content['columns']),
    };
    return { definition, problems: this.problems };
  }

  private columns(content: unknown): Record<string, ColumnDefinition> {
    if (content === undefined || content === null) return {};
    if (!isMapping(content)) {
      this.report(
        ['columns'],
        '应为列名到说明的对照。',
        'Column names with their descriptions are expected.',
      );
      return {};
    }
    return Object.fromEntries(
      Object.entries(content).map(([name, column]) => [name, this.column(name, column)]),
    );
  }

  private column(name: string, content: unknown): ColumnDefinition {
    const at = ['columns', name];
    const members = isMapping(content) ? content : {};
    this.refuseOthers(members, columnMembers, at);
    const list = members['list'];
    const pattern = this.pattern(members['pattern'], [...at, 'pattern']);
    return {
      zh: this.text(members, 'zh', at),
      en: this.text(members, 'en', at),
      required: members['required'] === true,
      ...(pattern === undefined ? {} : { pattern }),
      ...(typeof list === 'string' ? { list } : {}),
    };
  }

  private pattern(content: unknown, at: string[]): RegExp | undefined {
    if (content === undefined) return undefined;
    try {
      if (typeof content === 'string') return new RegExp(`^(?:${content})$`, 'u');
    } catch {
      // reported below, together with what is not a text at all
    }
    this.report(at, '不是合法的正则表达式。', 'This is not a regular expression.');
    return undefined;
  }

  private text(content: Record<string, unknown>, member: string, at: string[]): string {
    const value = content[member];
    if (typeof value === 'string' && value !== '') return value;
    this.report([...at, member], `“${member}”应为文字。`, `"${member}" must be a text.`);
    return '';
  }

  private refuseOthers(content: Record<string, unknown>, known: readonly string[], at: string[]): void {
    for (const member of Object.keys(content)) {
      if (known.includes(member)) continue;
      this.report([...at, member], `未知的键“${member}”。`, `"${member}" is not known here.`);
    }
  }

  private report(at: string[], zh: string, en: string): void {
    this.problems.push(problem(this.file, this.lineOf(at), zh, en));
  }

  private lineOf(at: string[]): number {
    const node = this.document.getIn(at, true) ?? this.document.getIn(at.slice(0, -1), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    return range === undefined ? 1 : this.lines.linePos(range[0]).line;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
