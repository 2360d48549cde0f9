/**
 * Where a fault or a value is, in the terms of its own standard: an XML path (`/KHDD/HEAD/DDH[2]`), a JSON pointer
 * (`/orders/0/no`), a column name, a segment position. Lines and columns count from 1, offsets are bytes from 0.
 */
export interface Location {
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
}

/** A location as one short phrase, for texts that people read. */
export function describeLocation(location: Location): string {
  const parts: string[] = [];
  if (location.path !== undefined && location.path !== '') parts.push(location.path);
  if (location.line !== undefined) {
    parts.push(
      location.column === undefined ? `line ${location.line}` : `line ${location.line}:${location.column}`,
    );
  } else if (location.offset !== undefined) {
    parts.push(`byte ${location.offset}`);
  }
  return parts.join(', ');
}
