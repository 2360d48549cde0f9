import { Readable } from 'node:stream';
import { problem } from '../problem.js';

/** A message up to this size is read as a whole and committed with others; a larger one is written piece by piece. */
const wholeBytes = 1024 * 1024;

export interface Body {
  readonly head: Uint8Array;
  /** Absent when `head` is all. */
  readonly rest?: AsyncIterable<Uint8Array>;
}

/**
 * Reads a body up to its size limit. The rest throws `too-large` as soon as the limit is passed.
 * @throws problem `too-large`, or `bad-request` when the sender goes away in the middle
 */
export async function readBody(stream: Readable, maxBytes: number): Promise<Body> {
  const { head, hasEnded } = await readHead(stream, maxBytes);
  return hasEnded ? { head } : { head, rest: limited(stream, maxBytes, head.byteLength) };
}

/** By events, because an iterator over the stream costs more than everything else that is done with a small message. */
function readHead(stream: Readable, maxBytes: number): Promise<{ head: Uint8Array; hasEnded: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
    };
    const finish = (hasEnded: boolean): void => {
      stop();
      // a copy: a chunk of a few bytes may keep a whole receive buffer alive
      resolve({ head: Buffer.concat(chunks), hasEnded });
    };
    const onData = (chunk: Buffer): void => {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes <= maxBytes && bytes < wholeBytes) return;
      stream.pause();
      if (bytes <= maxBytes) return finish(false);
      stop();
      reject(problem('too-large', { maxBytes }));
    };
    const onEnd = (): void => finish(true);
    const onGone = (): void => {
      stop();
      reject(problem('bad-request', { reason: 'the connection was closed before the end of the body' }));
    };
    stream.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

/** A small JSON body; without a byte it counts as `{}`, as one that is left out. @throws problem `bad-request` or `too-large` */
export async function readJson(
  stream: AsyncIterable<Uint8Array>,
  maxBytes = 64 * 1024,
): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(stream, maxBytes)) chunks.push(chunk);
  if (chunks.length === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw problem('bad-request', { reason: error instanceof Error ? error.message : String(error) });
  }
  throw problem('bad-request', { reason: 'a JSON object is expected' });
}

async function* limited(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  bytesBefore = 0,
): AsyncIterable<Uint8Array> {
  let bytes = bytesBefore;
  // who stops reading must not end the connection: the sender is to hear why
  const chunks = stream instanceof Readable ? stream.iterator({ destroyOnReturn: false }) : stream;
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw problem('too-large', { maxBytes });
    yield chunk;
  }
}
