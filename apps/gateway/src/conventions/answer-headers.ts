import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readTraceContext } from '#libs/message';
import { problem } from '../problem.js';
import type { Allowance } from '../security/rate-limiter.js';
import { isProblem } from './answer-in-form.js';
import type { Farewell, Operations } from './operations.js';

const mostDrainedBytes = 4 * 1024 * 1024;

/** A request whose caller has an allowance, which the guard has looked at. */
type Limited = FastifyRequest & { readonly allowance?: Allowance };

/**
 * What every answer says of itself, also one that no controller made: which methods a path has (405 and OPTIONS), where the
 * request stands in its trace, that an operation is about to end, and by which ETag the answer is known (304).
 */
export function tellInHeaders(fastify: FastifyInstance, operations: Operations): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    continueTrace(request, reply);
    if (!request.is404 || !answersOtherMethods(request, reply, operations)) done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    drain(request);
    done();
  });
  // by callbacks: these hooks are on the way of every request, and have nothing to wait for
  fastify.addHook('onSend', (request, reply, payload, done) => {
    sayAllowance(request, reply);
    const operation = operations.of(request.method, request.routeOptions.url ?? '');
    if (isProblem(reply) || (operation?.produces.length ?? 0) > 1) void reply.header('vary', 'accept');
    if (operation?.farewell !== undefined) sayFarewell(reply, operation.farewell);
    done(null, operation?.hasEtag === true ? unlessKnown(request, reply, payload) : payload);
  });
}

/** What is left of a body that nobody wanted is read away, so that the sender hears the answer; up to a limit. */
function drain({ raw }: FastifyRequest): void {
  if (raw.readableEnded || raw.destroyed) return;
  let bytes = 0;
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > mostDrainedBytes) raw.destroy();
  });
  raw.resume();
}

/** W3C Trace Context, level 2: the answer names the trace that the caller began and our part in it. */
function continueTrace({ headers }: FastifyRequest, reply: FastifyReply): void {
  const { traceParent } = readTraceContext(headers.traceparent, headers.tracestate);
  if (traceParent === undefined) return;
  const [version, traceId, , flags] = traceParent.split('-');
  void reply.header('traceresponse', [version, traceId, randomBytes(8).toString('hex'), flags].join('-'));
}

/** IETF draft `RateLimit header fields`, version 10: how much there is at once, what is left, and when there is more. */
function sayAllowance(request: Limited, reply: FastifyReply): void {
  const { allowance } = request;
  if (allowance === undefined) return;
  const { limit, remaining, resetSeconds } = allowance;
  void reply.header('ratelimit-policy', `"requests";q=${limit}`);
  void reply.header('ratelimit', `"requests";r=${Math.max(0, remaining)};t=${resetSeconds}`);
}

/** @returns false when there is no such path, whatever the method */
function answersOtherMethods(request: FastifyRequest, reply: FastifyReply, operations: Operations): boolean {
  const methods = operations.methodsAt(request.url.split('?')[0]!);
  if (methods.length === 0) return false;
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  void reply.header('allow', allowed.join(', '));
  if (request.method === 'OPTIONS') {
    void reply.status(204).send();
    return true;
  }
  const { problem: details } = problem('method-not-allowed', { allowed });
  void reply.status(405).type('application/problem+json').send(details);
  return true;
}

function sayFarewell(reply: FastifyReply, { deprecatedAt, sunset, successor }: Farewell): void {
  void reply.header('deprecation', `@${Math.floor(deprecatedAt.getTime() / 1_000)}`);
  if (sunset !== undefined) void reply.header('sunset', sunset.toUTCString());
  if (successor !== undefined) void reply.header('link', `<${successor}>; rel="successor-version"`);
}

function unlessKnown(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (reply.statusCode !== 200 || !isWhole || !['GET', 'HEAD'].includes(request.method)) return payload;
  const etag = (reply.getHeader('etag') as string | undefined) ?? etagOf(payload);
  void reply.header('etag', etag).header('vary', 'accept, authorization');
  if (!matches(request.headers['if-none-match'], etag)) return payload;
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

/** The strong validator of exactly these bytes. */
export function etagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** Whether a list of entity tags has this one, or is `*`; weak comparison (RFC 9110, 8.8.3.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .some((one) => one === '*' || one === etag);
}
