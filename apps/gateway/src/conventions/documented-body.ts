import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { readJson } from '../intake/read-body.js';
import { problem } from '../problem.js';
import type { Operations } from './operations.js';
import { bodyErrors } from './schema-errors.js';

/**
 * The JSON body of a request, as the OpenAPI document describes it. A body that is left out counts as `{}`.
 * @throws problem `bad-request` with all `errors`, or `too-large`
 */
export async function readDocumented<Body extends object>(
  request: FastifyRequest,
  operations: Operations,
  maxBytes = 64 * 1024,
): Promise<Body> {
  const stream = request.body as Readable | undefined;
  const value = stream === undefined ? {} : await readJson(stream, maxBytes);
  const isValid = operations.of(request.method, request.routeOptions.url ?? '')?.validBody?.();
  if (isValid === undefined || isValid(value)) return value as Body;
  const errors = bodyErrors(isValid.errors ?? []);
  throw problem('bad-request', { errors: errors.slice(0, 100) });
}
