import type { FastifyInstance, FastifyReply } from 'fastify';
import { writeProblem, type DescribedProblem } from '#libs/interfaces';
import { preferred, prefersXml } from './accept.js';
import type { Operations } from './operations.js';
import type { XmlAnswers } from './xml-answers.js';

/** What asks for nothing but JSON, as nearly every request does, is not looked at any further. */
const plainly: ReadonlySet<string | undefined> = new Set([undefined, '*/*', 'application/json']);

/**
 * Writes answers and problems in XML for those who rather have that (`Accept`, RFC 9110, 12.5.1). Controllers know nothing of it: they
 * answer with objects, which are JSON unless this hook makes something else of them.
 */
export function answerInForm(fastify: FastifyInstance, operations: Operations, answers: XmlAnswers): void {
  fastify.addHook('preSerialization', (request, reply, answer, done) => {
    const { accept } = request.headers;
    if (plainly.has(accept)) return done(null, answer);
    if (isProblem(reply)) {
      if (prefersXml(accept))
        sendAs(reply, 'application/problem+xml', writeProblem(answer as DescribedProblem));
    } else if (reply.statusCode < 300) {
      const operation = operations.of(request.method, request.routeOptions.url ?? '');
      const schema = operation?.answer;
      const type = schema === undefined ? undefined : preferred(accept, operation!.produces);
      if (type?.endsWith('/xml') === true && answers.has(schema!))
        sendAs(reply, type, answers.write(answer as object, schema!));
    }
    done(null, answer);
  });
}

export function isProblem(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith('application/problem+');
}

function sendAs(reply: FastifyReply, type: string, text: string): void {
  void reply.type(`${type}; charset=utf-8`).serializer(() => text);
}
