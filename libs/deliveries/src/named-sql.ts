import type { SqlRunner } from '#libs/journal';

/**
 * Runs a statement whose parameters have names (`:owner`); only those that stand in it are bound, so that statements can share
 * one set of values. `undefined` is NULL.
 */
export async function runNamed<Row>(
  runner: SqlRunner,
  sql: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const bound: string[] = [];
  const text = sql.replace(/(?<![:\w]):([a-z]\w*)/gi, (_, name: string) => {
    if (!(name in values)) throw new Error(`the statement needs :${name}`);
    if (!bound.includes(name)) bound.push(name);
    return `$${bound.indexOf(name) + 1}`;
  });
  const result = (await runner.query(
    text,
    bound.map((name) => values[name] ?? null),
  )) as Row[] | [Row[], number];
  // of changes TypeORM gives the returned rows and their number
  return Array.isArray(result[0]) ? result[0] : (result as Row[]);
}
