import { createHash } from 'node:crypto';
import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { catchError, from, mergeMap, type Observable } from 'rxjs';
import { IdempotentAnswers, type AskedOperation, type KeptAnswer } from '#libs/interfaces';
import type { Principal } from '#libs/partners';
import { readBody } from '../intake/read-body.js';
import { problem } from '../problem.js';

type Request = FastifyRequest & { readonly principal?: Principal };

const maxBodyBytes = 1024 * 1024 - 1;
/** Visible ASCII, as a header can carry it. */
const keyForm = /^[\x21-\x7e]{1,200}$/;
const keptHeaders = ['location', 'content-type', 'etag'];

/**
 * Repeats the first answer to a request with the same `Idempotency-Key` and refuses another request under it (422). While
 * the first is still being worked on, the second hears 409. What went wrong is not kept: the key is free for another try.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly answers: IdempotentAnswers) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<Request>(), http.getResponse<FastifyReply>()];
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !keyForm.test(key))
      throw problem('bad-request', { parameter: 'Idempotency-Key' });
    const asked = await askedOf(request, key);
    const standing = await this.answers.begin(asked);
    if (standing.kind === 'another') throw problem('idempotency-conflict');
    if (standing.kind === 'under-way') throw problem('idempotency-under-way');
    if (standing.kind === 'answered') return from([repeated(reply, standing.answer)]);
    return next.handle().pipe(
      mergeMap((value) => from(this.kept(asked, reply, value))),
      catchError((error: unknown) => from(this.forgotten(asked, error))),
    );
  }

  private async forgotten(asked: AskedOperation, error: unknown): Promise<never> {
    await this.answers.forget(asked);
    throw error;
  }

  private async kept(asked: AskedOperation, reply: FastifyReply, value: unknown): Promise<unknown> {
    const headers = Object.fromEntries(
      keptHeaders.flatMap((name) => {
        const held = reply.getHeader(name);
        return held === undefined ? [] : [[name, String(held)]];
      }),
    );
    const body = Buffer.from(value === undefined ? '' : JSON.stringify(value));
    await this.answers.keep(asked, { status: reply.statusCode, headers, body });
    void reply.header('idempotency-replayed', 'false');
    return value;
  }
}

/** The operation creates something: the same `Idempotency-Key` gets its first answer again. */
export function Idempotent(): MethodDecorator {
  return UseInterceptors(IdempotencyInterceptor);
}

/** The body is read here, and can be read again by the handler. */
async function askedOf(request: Request, key: string): Promise<AskedOperation> {
  const stream = request.body as Readable | undefined;
  const { head, rest } =
    stream === undefined ? { head: Buffer.alloc(0) } : await readBody(stream, maxBodyBytes);
  if (rest !== undefined) throw problem('too-large', { maxBytes: maxBodyBytes });
  if (stream !== undefined) request.body = Readable.from([head]);
  const hash = createHash('sha256').update(`${request.url}\0`).update(head);
  return {
    principal: request.principal?.id ?? '',
    operation: `${request.method} ${request.routeOptions.url ?? ''}`,
    key,
    requestSha256: hash.digest(),
  };
}

function repeated(reply: FastifyReply, { status, headers, body }: KeptAnswer): unknown {
  void reply.status(status).headers(headers).header('idempotency-replayed', 'true');
  const text = Buffer.from(body).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
