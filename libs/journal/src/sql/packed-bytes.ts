/** Some rows, and the bytes of all of them one after the other. */
export interface Pack<Row> {
  readonly rows: readonly PackedRow<Row>[];
  readonly bytes: Buffer;
}

export interface PackedRow<Row> {
  readonly row: Row;
  /** Where in the pack its bytes begin, from 1, as `substr` counts. */
  readonly at: number;
  readonly size: number;
}

/** PostgreSQL takes no gigabyte in one parameter; larger packs are no faster than this. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Bytes of many rows as one parameter of a statement, from which each row cuts its own by `substr($n::bytea, at, size)`: the
 * driver writes it as it is, and the server need not parse it. Bytes beyond 32 MiB go into a further pack.
 */
export function* packed<Row>(rows: readonly Row[], bytesOf: (row: Row) => Buffer): Generator<Pack<Row>> {
  let some: PackedRow<Row>[] = [];
  let pieces: Buffer[] = [];
  let at = 1;
  for (const row of rows) {
    const piece = bytesOf(row);
    if (at > 1 && at + piece.length > mostBytes) {
      yield { rows: some, bytes: Buffer.concat(pieces) };
      [some, pieces, at] = [[], [], 1];
    }
    some.push({ row, at, size: piece.length });
    pieces.push(piece);
    at += piece.length;
  }
  if (some.length > 0) yield { rows: some, bytes: Buffer.concat(pieces) };
}
