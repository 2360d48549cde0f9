import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, type ProblemName } from '../problem.js';

/** What the router says of an address that it cannot take apart: it is no address, or a name in it is too long for any. */
export function answerWrongAddress(
  { code }: { readonly code: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const name = code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'address-too-long' : 'bad-request';
  const { problem: details } = problem(name);
  void reply.status(details.status).type('application/problem+json').send(details);
}

const brokenBy: Readonly<Record<string, ProblemName>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/**
 * What never became a request: too slow, headers too large, or no HTTP. It is answered on the connection itself, which ends
 * with it.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { problem: details } = problem(brokenBy[error.code ?? ''] ?? 'bad-request');
  const body = JSON.stringify(details);
  if (socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${details.status} ${STATUS_CODES[details.status]}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Content-Type: application/problem+json',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  socket.destroy(error);
}
