import { problem } from '../problem.js';

/** A message up to this size is read as a whole and committed with others; a larger one is written piece by piece. */
const wholeBytes = 1024 * 1024;

export interface Body {
  readonly head: Uint8Array;
  /** Absent when `head` is all. */
  readonly rest?: AsyncIterable<Uint8Array>;
}

/** Reads a body up to its size limit. The rest throws `too-large` as soon as the limit is passed. */
export async function readBody(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Body> {
  const iterator = limited(stream, maxBytes)[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < wholeBytes) {
    const next = await iterator.next();
    if (next.done === true) return { head: Buffer.concat(chunks) };
    chunks.push(next.value);
    bytes += next.value.byteLength;
  }
  return { head: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } };
}

/** A small JSON body. @throws problem `bad-request` or `too-large` */
export async function readJson(
  stream: AsyncIterable<Uint8Array>,
  maxBytes = 64 * 1024,
): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(stream, maxBytes)) chunks.push(chunk);
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw problem('bad-request', { reason: error instanceof Error ? error.message : String(error) });
  }
  throw problem('bad-request', { reason: 'a JSON object is expected' });
}

async function* limited(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw problem('too-large', { maxBytes });
    yield chunk;
  }
}
