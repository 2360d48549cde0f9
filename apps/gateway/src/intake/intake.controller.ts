import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { IntakeAnswer } from '#libs/journal';
import { readTraceContext } from '#libs/message';
import type { Principal } from '#libs/partners';
import type { Settings } from '#libs/runtime';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { SignedRequests, withDigest } from '../security/signed-requests.js';
import { SendingRights } from '../security/sending-rights.js';
import { SETTINGS } from '../tokens.js';
import { fileNameOf } from './file-name.js';
import { IntakeService } from './intake.service.js';
import { readBody } from './read-body.js';

const longestIdempotencyKey = 200;

@Controller('v1/messages')
export class IntakeController {
  constructor(
    private readonly intake: IntakeService,
    private readonly rights: SendingRights,
    private readonly signatures: SignedRequests,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The raw message is the body, in whatever format was agreed. 202 means: every byte is durably ours. */
  @Post()
  @Needs('messages:send')
  async post(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers } = request;
    const idempotencyKey = header(headers['idempotency-key']);
    if (idempotencyKey !== undefined && idempotencyKey.length > longestIdempotencyKey) {
      throw problem('bad-request', {
        reason: `Idempotency-Key is longer than ${longestIdempotencyKey} characters`,
      });
    }
    if (Number(headers['content-length'] ?? 0) > this.settings.maxBodyBytes) {
      throw problem('too-large', { maxBytes: this.settings.maxBodyBytes });
    }
    const check = await this.signatures.demand(request, caller);
    const whole = await readBody((request.body ?? Readable.from([])) as Readable, this.settings.maxBodyBytes);
    const body = withDigest(whole, check);
    if (body.head.byteLength === 0) throw problem('empty-body');
    const envelope = {
      sender: caller.id,
      contentType: headers['content-type']?.slice(0, 200),
      fileName: fileNameOf(header(headers['content-disposition'])),
    };
    this.rights.demand(caller, envelope, body.head);
    const answer = await this.intake.take({
      ...body,
      arrival: {
        ...envelope,
        channel: 'rest',
        idempotencyKey,
        ...readTraceContext(header(headers.traceparent), header(headers.tracestate)),
      },
    });
    await send(reply, answer);
  }
}

async function send(reply: FastifyReply, answer: IntakeAnswer): Promise<void> {
  if (answer.kind === 'conflict') throw problem('idempotency-conflict', { messageId: answer.id });
  const location = `/v1/messages/${answer.id}`;
  await reply
    .status(202)
    .header('location', location)
    .header('idempotency-replayed', String(answer.kind === 'repeated'))
    .send({ id: answer.id, sha256: answer.sha256, location });
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
