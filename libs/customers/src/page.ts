/** A page of a list; `next` is the cursor of the following page, absent on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageRequest {
  /** The opaque `next` of the page before. */
  readonly cursor?: string;
  /** 1 to 200, 50 when not given. */
  readonly limit?: number;
}

/** The caller's mistake: this cursor was not given out by this list. */
export class WrongCursorError extends Error {
  constructor() {
    super('this cursor was not given out by this list');
    this.name = 'WrongCursorError';
  }
}

export function pageLimit(limit: number | undefined): number {
  return Math.min(200, Math.max(1, Math.trunc(limit ?? 50) || 50));
}

/** A page from one row more than its limit. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  cursorOf: (row: R) => readonly string[],
  item: (row: R) => T,
): Page<T> {
  const items = rows.slice(0, limit).map(item);
  return rows.length > limit ? { items, next: writeCursor(cursorOf(rows[limit - 1]!)) } : { items };
}

/** @param forms what each part of the cursor looks like @throws WrongCursorError */
export function readCursor(
  cursor: string | undefined,
  forms: readonly RegExp[],
): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const parts = Buffer.from(cursor.slice(0, 500), 'base64url').toString('utf8').split(' ');
  if (parts.length !== forms.length || !forms.every((form, at) => form.test(parts[at]!)))
    throw new WrongCursorError();
  return parts;
}

function writeCursor(parts: readonly string[]): string {
  return Buffer.from(parts.join(' '), 'utf8').toString('base64url');
}

export const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const timeForm = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;
