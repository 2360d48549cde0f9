import { didYouMean, type KeyPath } from '#libs/checked-yaml';
import type { PartCompiler } from '../configuration/part-compiler.js';
import type { TableColumn, TableFile } from './table-file.js';

/** Mistakes in how a table hangs together, which no JSON Schema can see. */
export function checkLayout(table: TableFile, compiler: PartCompiler): void {
  const isFixed = table.format === 'fixed-width';
  if (
    (table.columns === undefined) === (table.records === undefined) ||
    (!isFixed && table.records !== undefined)
  ) {
    const zh = isFixed ? '须有 columns 或 records 之一' : 'csv 须有 columns，不能有 records';
    const en = isFixed ? 'has either columns or records' : 'a csv table has columns, and no records';
    compiler.fail([], zh, en);
    return;
  }
  checkColumns(table.columns ?? [], ['columns'], isFixed, compiler);
  (table.records ?? []).forEach((record, at) => {
    checkColumns(record.columns, ['records', at, 'columns'], isFixed, compiler);
    if (record.count !== undefined) {
      checkName(record.count, record.columns, ['records', at, 'count'], compiler);
    }
  });
  (table.totals ?? []).forEach((total, at) => {
    const record = (table.records ?? []).find(({ name }) => name === total.record);
    if (record === undefined) {
      compiler.fail(
        ['totals', at, 'record'],
        `没有记录“${total.record}”`,
        `there is no record "${total.record}"`,
      );
      return;
    }
    checkName(total.column, record.columns, ['totals', at, 'column'], compiler);
    const others = (table.records ?? [])
      .filter((other) => other !== record)
      .flatMap(({ columns }) => columns);
    checkName(total.sum, others, ['totals', at, 'sum'], compiler);
  });
}

function checkColumns(
  columns: readonly TableColumn[],
  at: KeyPath,
  isFixed: boolean,
  compiler: PartCompiler,
): void {
  const names = new Set<string>();
  columns.forEach((column, index) => {
    const place = [...at, index];
    if (names.has(column.name)) {
      compiler.fail(place, `列“${column.name}”重复`, `the column "${column.name}" is there twice`);
    }
    names.add(column.name);
    const isPlaced = column.start !== undefined && column.length !== undefined;
    if (isFixed && !isPlaced) {
      compiler.fail(
        place,
        `列“${column.name}”缺少 start 或 length`,
        `the column "${column.name}" needs start and length`,
      );
    }
    if (!isFixed && (column.start ?? column.length ?? column.align ?? column.pad) !== undefined) {
      compiler.fail(
        place,
        'csv 的列没有 start、length、align、pad',
        'start, length, align and pad are for fixed-width only',
      );
    }
  });
}

function checkName(name: string, columns: readonly TableColumn[], at: KeyPath, compiler: PartCompiler): void {
  const names = columns.map((column) => column.name);
  if (names.includes(name)) return;
  const meant = didYouMean(name, names);
  compiler.fail(
    at,
    `没有列“${name}”${meant === undefined ? '' : `，是否应为“${meant}”？`}`,
    `there is no column "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
  );
}
