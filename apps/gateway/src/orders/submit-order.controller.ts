import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Configuration } from '#libs/configuration';
import type { IntakeAnswer } from '#libs/journal';
import { hasErrors, issue, readTraceContext, type Issue } from '#libs/message';
import { allowsType, type Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { IntakeService } from '../intake/intake.service.js';
import { readBody } from '../intake/read-body.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { SignedRequests, withDigest } from '../security/signed-requests.js';
import { readCanonical, type CanonicalMediaType } from './canonical-form.js';
import { issueErrors } from './issue-errors.js';

const schema = 'canonical/transport-order/1';
const maxBodyBytes = 1024 * 1024 - 1;

/**
 * Orders as canonical messages. What is wrong is told at once and nothing is kept of it; what is right is taken in like any
 * other message, so its journey, its acknowledgement and its effects are the same.
 */
@Controller('v1/orders')
export class SubmitOrderController {
  constructor(
    private readonly intake: IntakeService,
    private readonly configuration: LiveConfiguration,
    private readonly signatures: SignedRequests,
  ) {}

  @Post()
  @Needs('orders', 'messages:send')
  async submit(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers } = request;
    if (!caller.scopes.includes('orders') && !allowsType(caller.scopes, 'send', 'transport-order'))
      throw problem('forbidden-type', { type: 'transport-order' });
    const digest = await this.signatures.demand(request, caller);
    const body = await readBody(request.body as Readable, maxBodyBytes);
    if (body.rest !== undefined) throw problem('too-large', { maxBytes: maxBodyBytes });
    const { head } = withDigest(body, digest);
    const mediaType = headers['content-type']!.split(';')[0]!.trim().toLowerCase() as CanonicalMediaType;
    const issues = await this.check(caller, head, mediaType);
    const answer = await this.intake.take({
      head,
      arrival: {
        sender: caller.id,
        channel: 'rest',
        contentType: mediaType,
        fileName: mediaType === 'application/json' ? 'transport-order.1.json' : 'transport-order.1.xml',
        idempotencyKey: keyOf(headers['idempotency-key']),
        ...readTraceContext(headers.traceparent, headers.tracestate),
      },
    });
    await send(reply, answer, issues);
  }

  /** @returns what is worth knowing @throws problem `invalid-message` */
  private async check(caller: Principal, bytes: Uint8Array, mediaType: CanonicalMediaType): Promise<Issue[]> {
    if (bytes.byteLength === 0) throw problem('empty-body');
    const current = await this.configuration.upToDate();
    const { document, issues } = readCanonical(bytes, schema, mediaType, current);
    const sender = document?.root.children.find(({ name }) => name === 'senderSystem')?.text;
    const all = [...issues, ...foreignSender(sender, caller, current)];
    if (hasErrors(all)) throw problem('invalid-message', { errors: issueErrors(all) });
    return all;
  }
}

/** The sender in the message must be who brings it. */
function foreignSender(
  sender: string | undefined,
  { id }: Principal,
  { routing }: Pick<Configuration, 'routing'>,
): Issue[] {
  const allowed = routing.partner(id)?.senderIds ?? [id];
  if (sender === undefined || allowed.includes(sender)) return [];
  const facts = { value: sender, expected: allowed.join(' | ') };
  return [issue('sender-mismatch', { path: '/senderSystem' }, facts)];
}

function keyOf(key: string | string[] | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length <= 200) return key;
  throw problem('bad-request', { parameter: 'Idempotency-Key' });
}

async function send(reply: FastifyReply, answer: IntakeAnswer, issues: readonly Issue[]): Promise<void> {
  if (answer.kind === 'conflict') throw problem('idempotency-conflict', { messageId: answer.id });
  const location = `/v1/messages/${answer.id}`;
  await reply
    .status(202)
    .header('location', location)
    .header('idempotency-replayed', String(answer.kind === 'repeated'))
    .send({ id: answer.id, sha256: answer.sha256, location, warnings: issueErrors(issues) });
}
