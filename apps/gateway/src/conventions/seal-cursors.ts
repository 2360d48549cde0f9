import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignedCursors } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import type { Operations } from './operations.js';

type Page = Readonly<Record<string, unknown>> & { readonly next?: unknown; readonly records?: unknown };

/** Signs cursors on their way out: the one of the answer, and the one of a page inside it. */
export function sealCursors(fastify: FastifyInstance, operations: Operations, cursors: SignedCursors): void {
  fastify.addHook('preSerialization', (request, _reply, answer, done) => {
    const isService = operations.of(request.method, request.routeOptions.url ?? '') !== undefined;
    if (!isService || !isPage(answer) || !(hasCursor(answer) || hasCursor(answer.records)))
      return done(null, answer);
    const { principal } = request as FastifyRequest & { readonly principal?: Principal };
    sealed(answer, principal?.id ?? '', cursors).then((whole) => done(null, whole), done);
  });
}

async function sealed(answer: Page, holder: string, cursors: SignedCursors): Promise<Page> {
  const { next, records } = answer;
  return {
    ...answer,
    ...(typeof next === 'string' ? { next: await cursors.sign(next, holder) } : {}),
    ...(hasCursor(records) ? { records: await sealed(records as Page, holder, cursors) } : {}),
  };
}

function hasCursor(value: unknown): boolean {
  return isPage(value) && typeof value.next === 'string';
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
