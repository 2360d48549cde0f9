import type { CodeTable, CodeTables } from '#libs/base-data';
import { UsageMistake } from './mistake.js';
import { unknownName } from './workspace.js';

/** @throws UsageMistake when there is no such code list */
export function requiredList(name: string, codeLists: CodeTables): CodeTable {
  const table = codeLists.table(name);
  if (table === undefined) throw unknownName(name, codeLists.names(), '代码表', 'code list');
  return table;
}

/** A day as the code lists take it. @throws UsageMistake when it is none */
export function requiredDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new UsageMistake({
    zh: `“${text}”不是日期（yyyy-mm-dd）。`,
    en: `"${text}" is not a day (yyyy-mm-dd).`,
  });
}
