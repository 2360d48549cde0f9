import { checkConfiguration, onFirstUse, SourceFile } from '#libs/checked-yaml';
import { readFileSync } from 'node:fs';
import {
  issue,
  locationOf,
  type ConfigurationProblem,
  type Document,
  type DocumentNode,
  type Issue,
} from '#libs/message';
import { PartCompiler } from '../configuration/part-compiler.js';
import { createAjv } from '../json-schema/create-ajv.js';
import type { Layer } from '../layer.js';
import { codecOptions, type TableCodecOptions } from './codec-options.js';
import { compileColumn, type ColumnCheck } from './compile-column.js';
import { checkLayout } from './check-layout.js';
import type { TableFile } from './table-file.js';
import { tableFileSchema } from './table-schema-file.js';
import { totalIssues } from './totals.js';

const obeys = onFirstUse(() => createAjv(true).compile<TableFile>(tableFileSchema));

/** Columns of one kind of record, by name. */
type ColumnChecks = ReadonlyMap<string, ColumnCheck>;

/** The layer of CSV and fixed-width records: which columns there are, and what stands in them. */
export class TableSchema implements Layer {
  private constructor(
    private readonly file: TableFile,
    private readonly kinds: ReadonlyMap<string, ColumnChecks>,
  ) {}

  static compile(file: string): { schema?: TableSchema; problems: ConfigurationProblem[] } {
    const source = new SourceFile(file, readFileSync(file, 'utf8'));
    const { value, problems } = checkConfiguration(source, obeys());
    if (value === undefined) return { problems };
    const compiler = new PartCompiler(source);
    checkLayout(value, compiler);
    const kinds = new Map<string, ColumnChecks>();
    const add = (kind: string, columns: TableFile['columns'], place: readonly (string | number)[]): void => {
      const checks = (columns ?? []).map((column, at) => compileColumn(column, [...place, at], compiler));
      kinds.set(kind, new Map(checks.map((check) => [check.name, check])));
    };
    if (value.columns !== undefined) add('', value.columns, ['columns']);
    (value.records ?? []).forEach(({ name, columns }, at) => add(name, columns, ['records', at, 'columns']));
    if (compiler.problems.length > 0) return { problems: compiler.problems };
    return { schema: new TableSchema(value, kinds), problems: [] };
  }

  /** Which codec reads these records, and with which options. */
  codec(): { format: TableFile['format']; options: TableCodecOptions } {
    return { format: this.file.format, options: codecOptions(this.file) };
  }

  /** All faults of one record, or of a file of records with its totals. */
  validate(document: Document): Issue[] {
    const { root, format } = document;
    if (root.name !== 'records') return this.recordIssues(root, format);
    return [
      ...root.children.flatMap((record) => this.recordIssues(record, format)),
      ...totalIssues(this.file.totals ?? [], document),
    ];
  }

  private recordIssues(record: DocumentNode, format: Document['format']): Issue[] {
    const kind = record.children.find((child) => child.name === '@record')?.text;
    const columns = this.kinds.get(kind ?? '') ?? this.kinds.values().next().value!;
    const issues: Issue[] = [];
    const present = new Set<string>();
    for (const node of record.children) {
      if (node.name === '@record') continue;
      const column = columns.get(node.name);
      if (column === undefined) {
        const expected = [...columns.keys()].slice(0, 30).join(' | ');
        issues.push(issue('element-unexpected', locationOf(node, format), { value: node.name, expected }));
        continue;
      }
      const text = node.text ?? '';
      if (text.trim() === '') continue;
      present.add(node.name);
      for (const fault of column.faults(text)) {
        issues.push(issue(fault.code, locationOf(node, format), { value: text, expected: fault.expected }));
      }
    }
    return [...issues, ...missing(record, columns, present)];
  }
}

function missing(record: DocumentNode, columns: ColumnChecks, present: ReadonlySet<string>): Issue[] {
  return [...columns.values()].flatMap(({ name, required }) => {
    if (!required || present.has(name)) return [];
    const empty = record.children.find((child) => child.name === name);
    const location = { ...(empty ?? record).position, path: name };
    return [issue('element-missing', location, { expected: name })];
  });
}
