/** Whoever can run SQL: a TypeORM EntityManager, DataSource or QueryRunner. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const mostParameters = 60_000;

/**
 * Writes rows in statements of many VALUES: measured, that is the fastest way in by far, next to COPY. Table and column
 * names are ours, values are always parameters.
 * @param suffix what follows VALUES, e.g. `ON CONFLICT DO NOTHING RETURNING id`
 * @returns the rows that RETURNING gave
 */
export async function insertRows<Row = unknown>(
  runner: SqlRunner,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  suffix = '',
): Promise<Row[]> {
  const returned: Row[] = [];
  const rowsEach = Math.floor(mostParameters / columns.length);
  for (let from = 0; from < rows.length; from += rowsEach) {
    const some = rows.slice(from, from + rowsEach);
    const values = some.map(
      (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',')})`,
    );
    const result = await runner.query(
      `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values.join(',')} ${suffix}`,
      some.flat(),
    );
    if (Array.isArray(result)) returned.push(...(result as Row[]));
  }
  return returned;
}
