import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { readBody } from '../../intake/read-body.js';
import { problem } from '../../problem.js';

/** A signature is checked over the whole: so much of one transmission is held in memory at most. */
export const mostTransmissionBytes = 64 * 1024 * 1024;
const mostBytesAtOnce = 256 * 1024 * 1024;

/** Headers that say something of the transmission; others, and above all credentials, are not kept. */
const kept =
  /^(as2-.*|ediint-features|message-id|subject|date|mime-version|content-.*|disposition-notification-.*|receipt-delivery-option|user-agent)$/;

/** Bytes of transmissions that are being read or worked on. */
let held = 0;

/**
 * Reads the body as a whole and works on it, within what all transmissions together may take.
 * @throws problem `too-large`, `bad-request`, or `busy` when there is no room now
 */
export async function withTransmission<T>(
  request: FastifyRequest,
  maxBytes: number,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const limit = Math.min(maxBytes, mostTransmissionBytes);
  const stated = Number(request.headers['content-length'] ?? 0);
  if (stated > limit) throw problem('too-large', { maxBytes: limit });
  const { head, rest } = await readBody((request.body ?? Readable.from([])) as Readable, limit);
  const pieces = [head];
  let taken = 0;
  const hold = (bytes: number): void => {
    taken += bytes;
    held += bytes;
    if (held > mostBytesAtOnce) throw problem('busy');
  };
  try {
    hold(head.byteLength);
    for await (const piece of rest ?? []) {
      hold(piece.byteLength);
      pieces.push(piece);
    }
    return await work(pieces.length === 1 ? Buffer.from(head) : Buffer.concat(pieces));
  } finally {
    held -= taken;
  }
}

/** The headers that are kept, by their names in lower case; of several with one name the first. */
export function headersOf({ headers }: FastifyRequest): Map<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      const text = Array.isArray(value) ? value[0] : value;
      return text === undefined || !kept.test(name)
        ? []
        : [[name, text.replaceAll('\0', '').slice(0, 2_000)]];
    }),
  );
}
