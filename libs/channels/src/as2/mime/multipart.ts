import { randomUUID } from 'node:crypto';

/** The parts of a multipart body (RFC 2046 section 5.1.1). */
export interface Multipart {
  /** Each exactly as it stands between its boundaries, without the line end before the next boundary. */
  readonly parts: readonly Buffer[];
  /** The last boundary is there, and nothing but line ends comes after it. */
  readonly isComplete: boolean;
}

const mostParts = 20;
const [lineFeed, carriageReturn, dash] = [0x0a, 0x0d, 0x2d];

/** Never throws; a body with too many parts, or without an end, is not complete. */
export function splitMultipart(body: Buffer, boundary: string): Multipart {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let start: number | undefined;
  for (let at = body.indexOf(delimiter); at >= 0 && parts.length <= mostParts;) {
    const end = at + delimiter.byteLength;
    const isLast = body[end] === dash && body[end + 1] === dash;
    const lineEnd = isLast ? end + 2 : endOfLine(body, end);
    if ((at === 0 || body[at - 1] === lineFeed) && lineEnd !== undefined) {
      if (start !== undefined) parts.push(body.subarray(start, Math.max(start, withoutLineEnd(body, at))));
      if (isLast) return { parts, isComplete: isBlank(body.subarray(lineEnd)) };
      start = lineEnd;
    }
    at = body.indexOf(delimiter, end);
  }
  return { parts, isComplete: false };
}

/** Behind the rest of the delimiter's line, when that has nothing but blanks. */
function endOfLine(body: Buffer, from: number): number | undefined {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  if (body[at] === carriageReturn) at += 1;
  return body[at] === lineFeed ? at + 1 : undefined;
}

function withoutLineEnd(body: Buffer, at: number): number {
  return body[at - 2] === carriageReturn ? at - 2 : at - 1;
}

function isBlank(rest: Buffer): boolean {
  return rest.byteLength < 1_024 && /^\s*$/.test(rest.toString('latin1'));
}

/** A multipart body of these entities. */
export function joinMultipart(parts: readonly Uint8Array[], boundary: string): Buffer {
  const pieces = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

export function newBoundary(): string {
  return `----bianzu-${randomUUID()}`;
}
