import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignedCursors } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import type { Operations } from './operations.js';

/** Signs cursors on their way out, in the answers of those operations that take one. */
export function sealCursors(fastify: FastifyInstance, operations: Operations, cursors: SignedCursors): void {
  fastify.addHook('preSerialization', (request, _reply, answer, done) => {
    const operation = operations.of(request.method, request.routeOptions.url ?? '');
    if (operation?.query.has('cursor') !== true) return done(null, answer);
    const { principal } = request as FastifyRequest & { readonly principal?: Principal };
    sealed(answer, principal?.id ?? '', cursors).then((whole) => done(null, whole), done);
  });
}

/** The cursor of the answer, and of a page inside it. */
async function sealed(answer: unknown, holder: string, cursors: SignedCursors, depth = 0): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const { next, records } = answer as { next?: unknown; records?: unknown };
  return {
    ...answer,
    ...(typeof next === 'string' ? { next: await cursors.sign(next, holder) } : {}),
    ...(records === undefined || depth > 0 ? {} : { records: await sealed(records, holder, cursors, 1) }),
  };
}
