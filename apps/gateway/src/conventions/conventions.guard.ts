import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SignedCursors, WrongCursor } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import { faultWords, problem } from '../problem.js';
import { preferred } from './accept.js';
import { Operations, type Operation } from './operations.js';
import { queryErrors } from './schema-errors.js';

type Request = FastifyRequest & { readonly principal?: Principal };

/**
 * What holds for every request to the service interfaces, in one place and by the OpenAPI document: query parameters are
 * those that are documented, bodies and answers have a documented media type, and cursors are the caller's own. It stands
 * behind the guard of the scopes: strangers hear nothing but 401.
 */
@Injectable()
export class ConventionsGuard implements CanActivate {
  constructor(
    private readonly operations: Operations,
    private readonly cursors: SignedCursors,
  ) {}

  /** At once when there is no cursor: most requests bring a message and ask for nothing. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const operation = this.operations.of(request.method, request.routeOptions.url ?? '');
    if (operation === undefined) return true;
    demandNames(request);
    demandMediaTypes(operation, request);
    demandQuery(operation, request);
    const parameters = request.query as { cursor?: string };
    return parameters.cursor === undefined || this.openCursor(parameters.cursor, request);
  }

  private async openCursor(cursor: string, { query, principal }: Request): Promise<boolean> {
    try {
      (query as { cursor?: string }).cursor = await this.cursors.read(cursor, principal?.id ?? '');
      return true;
    } catch (error) {
      if (error instanceof WrongCursor) throw problem('bad-request', { parameter: 'cursor' });
      throw error;
    }
  }
}

/** Nothing is called by a name with U+0000 in it, which no database can look up. */
function demandNames({ params }: Request): void {
  const names = Object.values(params as Readonly<Record<string, string>>);
  if (names.some((name) => name.includes('\0'))) throw problem('not-found');
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
      ...faultWords('没有此参数。', 'there is no such parameter'),
    }));
  errors.push(...brokenTexts(given));
  if (!operation.validQuery({ ...given })) errors.push(...queryErrors(operation.validQuery.errors ?? []));
  if (errors.length > 0)
    throw problem('bad-request', { parameter: errors[0]!.parameter, errors: errors.slice(0, 50) });
}

function brokenTexts(given: Readonly<Record<string, unknown>>) {
  return Object.keys(given)
    .filter((name) => [given[name]].flat().some((text) => String(text).includes('\0')))
    .map((parameter) => ({
      parameter,
      ...faultWords('不得含有 U+0000。', 'must not have U+0000 in it'),
    }));
}
