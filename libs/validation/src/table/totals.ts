import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import { Exact, isDecimal } from '../exact-decimal.js';
import type { TableTotal } from './table-file.js';

/** Totals of a whole file that are not the sums of its records. A sum over something that is no number is not judged. */
export function totalIssues(totals: readonly TableTotal[], { root, format }: Document): Issue[] {
  return totals.flatMap((total) => {
    const column = root.children.find((record) => kindOf(record) === total.record)?.children;
    const stated = column?.find((child) => child.name === total.column);
    const sum = sumOf(root, total);
    if (stated === undefined || sum === undefined || !isDecimal((stated.text ?? '').trim())) return [];
    if (sum.eq((stated.text ?? '').trim())) return [];
    return [
      issue('total-mismatch', locationOf(stated, format), {
        value: stated.text,
        expected: sum.toFixed(),
        args: { column: total.sum },
      }),
    ];
  });
}

function sumOf(root: DocumentNode, total: TableTotal): InstanceType<typeof Exact> | undefined {
  let sum = new Exact(0);
  for (const record of root.children) {
    if (kindOf(record) === total.record) continue;
    const text = record.children.find((child) => child.name === total.sum)?.text?.trim() ?? '';
    if (text === '') continue;
    if (!isDecimal(text)) return undefined;
    sum = sum.plus(text);
  }
  return sum;
}

function kindOf(record: DocumentNode): string | undefined {
  return record.children.find((child) => child.name === '@record')?.text;
}
