import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '#libs/partners';
import { answeredProblem } from '../problem.filter.js';
import type { IntakeTelemetry } from './intake-telemetry.js';

/** Counts how each transmission by REST was answered, also when it never reached a controller. */
export function countAnswers(fastify: FastifyInstance, telemetry: IntakeTelemetry): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.method === 'POST' && request.routeOptions.url === '/v1/messages') {
      const { principal } = request as FastifyRequest & { principal?: Principal };
      telemetry.answered('rest', principal?.id, outcomeOf(reply));
    }
    done();
  });
}

/** `accepted`, `repeated`, or the name of the problem: a closed list. */
function outcomeOf(reply: FastifyReply): string {
  if (reply.statusCode === 202)
    return reply.getHeader('idempotency-replayed') === 'true' ? 'repeated' : 'accepted';
  return answeredProblem(reply) ?? 'internal';
}
