/** Whoever can run SQL: a TypeORM EntityManager, DataSource or QueryRunner. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const mostParameters = 60_000;

/**
 * Writes rows in statements of many VALUES, for columns of any type and for few rows; where there are many, `insertColumns`
 * is faster. Table and column names are ours, values are always parameters.
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

/**
 * Writes rows as one array for each column: however many they are, the statement stays the same short text. Parsing the
 * parameters of hundreds of VALUES costs the server as much as writing them. Not for long byte strings: `packed`.
 * @param columns each with its type
 * @param suffix as with `insertRows`
 */
export async function insertColumns<Row = unknown>(
  runner: SqlRunner,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  suffix = '',
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const arrays = Object.values(columns).map((type, column) => `$${column + 1}::${type}[]`);
  const result = await runner.query(
    `INSERT INTO ${table} (${Object.keys(columns).join(',')}) SELECT * FROM unnest(${arrays.join(',')}) ${suffix}`,
    arrays.map((_, column) => rows.map((row) => row[column])),
  );
  return Array.isArray(result) ? (result as Row[]) : [];
}
