import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { SignedCursors, WrongCursor } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import { problem } from '../problem.js';
import { preferred } from './accept.js';
import { Operations, type Operation } from './operations.js';
import { queryErrors } from './schema-errors.js';

type Request = FastifyRequest & { readonly principal?: Principal };

/**
 * What holds for every operation of the service interfaces, in one place and by the OpenAPI document: query parameters are
 * those that are documented, bodies and answers have a documented media type, and cursors are signed on their way out
 * and checked on their way in. It stands behind the guard: strangers hear nothing but 401.
 */
@Injectable()
export class ConventionsInterceptor implements NestInterceptor {
  constructor(
    private readonly operations: Operations,
    private readonly cursors: SignedCursors,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const operation = this.operations.of(request.method, request.routeOptions.url ?? '');
    if (operation === undefined) return next.handle();
    demandMediaTypes(operation, request);
    demandQuery(operation, request);
    const holder = request.principal?.id ?? '';
    await this.openCursor(request, holder);
    return next.handle().pipe(mergeMap((answer) => from(this.sealed(answer, holder))));
  }

  private async openCursor({ query }: Request, holder: string): Promise<void> {
    const parameters = query as { cursor?: string };
    if (parameters.cursor === undefined) return;
    try {
      parameters.cursor = await this.cursors.read(parameters.cursor, holder);
    } catch (error) {
      if (error instanceof WrongCursor) throw problem('bad-request', { parameter: 'cursor' });
      throw error;
    }
  }

  /** The cursor of the answer, and of a page inside it. */
  private async sealed(answer: unknown, holder: string, depth = 0): Promise<unknown> {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
    const { next, records } = answer as { next?: unknown; records?: unknown };
    return {
      ...answer,
      ...(typeof next === 'string' ? { next: await this.cursors.sign(next, holder) } : {}),
      ...(records === undefined || depth > 0 ? {} : { records: await this.sealed(records, holder, 1) }),
    };
  }
}

function demandMediaTypes(operation: Operation, { headers }: Request): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const { consumes, produces } = operation;
  // nothing is unpacked on its way in: a small body must not become a large one
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (hasBody && coding !== 'identity') throw problem('unsupported-media-type', { encodings: ['identity'] });
  if (hasBody && consumes !== undefined && !consumes.includes('*/*') && !consumes.includes(type))
    throw problem('unsupported-media-type', { supported: consumes });
  if (produces.length > 0 && preferred(headers.accept, produces) === undefined)
    throw problem('not-acceptable', { supported: produces });
}

/** The query stays as it came; only whether it is as documented is looked at here. */
function demandQuery(operation: Operation, { query }: Request): void {
  const given = query as Record<string, unknown>;
  const errors = Object.keys(given)
    .filter((name) => !operation.query.has(name))
    .map((name) => ({
      parameter: name,
      detail: { zh: '没有此参数。', en: 'there is no such parameter' },
    }));
  if (!operation.validQuery({ ...given })) errors.push(...wrongParameters(operation));
  if (errors.length > 0)
    throw problem('bad-request', { parameter: errors[0]!.parameter, errors: errors.slice(0, 50) });
}

function wrongParameters({ validQuery }: Operation) {
  return queryErrors(validQuery.errors ?? []).map(({ parameter = '', detail }) => ({ parameter, detail }));
}
