import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IntakeFull, isDatabaseAway } from '#libs/journal';
import { StageError } from '#libs/message';
import { IssuerAway, NoSecretKey } from '#libs/partners';
import { problem, ProblemException } from './problem.js';

const answered = new WeakMap<FastifyReply, string>();

/** The name of the problem that a request was answered with; undefined when it went well. */
export function answeredProblem(reply: FastifyReply): string | undefined {
  return answered.get(reply);
}

/** Whatever goes wrong in a request becomes a problem answer (RFC 9457); what is our fault is logged, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const exception = this.problemOf(error);
    answered.set(reply, exception.problem.title);
    if (reply.sent) return;
    if (exception.retryAfterSeconds !== undefined)
      void reply.header('retry-after', exception.retryAfterSeconds);
    if (exception.problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    await reply.status(exception.problem.status).type('application/problem+json').send(exception.problem);
  }

  private problemOf(error: unknown): ProblemException {
    if (error instanceof ProblemException) return error;
    if (error instanceof IntakeFull || (error instanceof StageError && error.retryable))
      return problem('busy');
    if (isDatabaseAway(error)) {
      this.logger.warn(`the database is away: ${error instanceof Error ? error.message : String(error)}`);
      return problem('database-away');
    }
    if (error instanceof NoSecretKey) return problem('no-secret-key');
    if (error instanceof IssuerAway) {
      this.logger.warn(error.message);
      return problem('issuer-away');
    }
    const status = statusOf(error);
    if (status === 404) return problem('not-found');
    if (status === 413) return problem('too-large');
    if (status >= 400 && status < 500) return problem('bad-request', { reason: (error as Error).message });
    // not the error itself: those of the database have the contents of messages in them
    if (error instanceof Error) this.logger.error(error.message, error.stack);
    else this.logger.error(String(error));
    return problem('internal');
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
