import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { readBody } from '../../intake/read-body.js';
import { problem } from '../../problem.js';
import type { TransmissionRoom } from './transmission-room.js';

/** Headers that say something of the transmission; others, and above all credentials, are not kept. */
const kept =
  /^(as2-.*|ediint-features|message-id|subject|date|mime-version|content-.*|disposition-notification-.*|receipt-delivery-option|user-agent)$/;

/**
 * Reads the body as a whole and works on it, within what all transmissions together may take.
 * @throws problem `too-large`, `bad-request`, or `busy` when there is no room now
 */
export async function withTransmission<T>(
  request: FastifyRequest,
  room: TransmissionRoom,
  limit: number,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const stated = Number(request.headers['content-length'] ?? 0);
  if (stated > limit) throw problem('too-large', { maxBytes: limit });
  const { head, rest } = await readBody((request.body ?? Readable.from([])) as Readable, limit);
  return room.within(async (hold) => work(await wholeOf(head, rest ?? [], hold)));
}

/** What was read counts as it comes, not as it was announced: announcing costs nothing, and would keep others out. */
async function wholeOf(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hold: (bytes: number) => void,
): Promise<Buffer> {
  const pieces = [head];
  hold(head.byteLength);
  for await (const piece of rest) {
    hold(piece.byteLength);
    pieces.push(piece);
  }
  return pieces.length === 1
    ? Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    : Buffer.concat(pieces);
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
