import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { DigestCheck } from '#libs/http-signatures';
import { readTraceContext } from '#libs/message';
import type { Principal } from '#libs/partners';
import { LiveConfiguration, type Settings } from '#libs/runtime';
import { readBody } from '../../intake/read-body.js';
import { IntakeService } from '../../intake/intake.service.js';
import { problem } from '../../problem.js';
import { Caller } from '../../security/scope.guard.js';
import { Needs, Open } from '../../security/scope.js';
import { SendingRights } from '../../security/sending-rights.js';
import { SignedRequests, withDigest } from '../../security/signed-requests.js';
import { SETTINGS } from '../../tokens.js';
import { writeFault, writeTechnicalAck } from './technical-ack.js';
import { child, readUicCall, type UicMessage } from './uic-message.js';
import { wsdl } from './wsdl.js';

const mostBytes = 16 * 1024 * 1024;

/** The UIC common interface of TAF TSI: one SOAP call with one message, answered when it is durable. */
@Controller('common-interface')
export class CommonInterfaceController {
  constructor(
    private readonly intake: IntakeService,
    private readonly rights: SendingRights,
    private readonly configuration: LiveConfiguration,
    private readonly signatures: SignedRequests,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Open()
  async describe(@Res() reply: FastifyReply): Promise<void> {
    const address = new URL('/common-interface', this.settings.security.publicUrl).href;
    await reply.type('text/xml; charset=utf-8').send(wsdl(address));
  }

  /** 200 with ACK: every byte is durably ours; with NACK: the message is not taken, and why. */
  @Post()
  @Needs('messages:send')
  async receive(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const digest = await this.signatures.demand(request, caller);
    const call = readUicCall(await this.bodyOf(request, digest), this.mostBytes);
    void reply.status(200).type('text/xml; charset=utf-8');
    if (call.kind === 'fault') {
      await reply.status(500).send(writeFault(call.code, call.reason));
      return;
    }
    const host = new URL(this.settings.security.publicUrl).hostname;
    if (call.kind === 'refused') {
      const { identifier, reason } = call;
      await reply.send(writeTechnicalAck({ status: 'NACK', identifier, host, reason }));
      return;
    }
    const { message } = call;
    const { identifier, header } = message;
    const reason = this.wrongSender(message, caller) ?? (await this.take(message, caller, request));
    const status = reason === undefined ? 'ACK' : 'NACK';
    await reply.send(writeTechnicalAck({ status, identifier, header, host, reason }));
  }

  private get mostBytes(): number {
    return Math.min(mostBytes, this.settings.maxBodyBytes);
  }

  private async bodyOf(request: FastifyRequest, digest: DigestCheck | undefined): Promise<Buffer> {
    const limit = this.mostBytes;
    if (Number(request.headers['content-length'] ?? 0) > limit)
      throw problem('too-large', { maxBytes: limit });
    const body = await readBody((request.body ?? Readable.from([])) as Readable, limit);
    const { head, rest } = withDigest(body, digest);
    const pieces = [head];
    for await (const piece of rest ?? []) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Who is meant by the message has to be who has shown the token. */
  private wrongSender({ header }: UicMessage, { id }: Principal): string | undefined {
    const sender = child(header, 'Sender')?.text?.trim() ?? '';
    const partner = this.configuration.current.routing.partner(id);
    if (partner === undefined || !partner.channels.includes('soap'))
      return 'it is not agreed that messages come from you by this way';
    return partner.senderIds.includes(sender) ? undefined : `the sender "${sender}" is not you`;
  }

  private async take(
    { identifier, bytes }: UicMessage,
    caller: Principal,
    request: FastifyRequest,
  ): Promise<string | undefined> {
    const envelope = { sender: caller.id, contentType: 'application/xml', fileName: undefined };
    this.rights.demand(caller, envelope, bytes);
    const { traceparent, tracestate } = request.headers;
    const answer = await this.intake.take({
      arrival: {
        ...envelope,
        channel: 'soap',
        idempotencyKey: `soap:${identifier}`,
        ...readTraceContext(traceparent, tracestate),
      },
      head: bytes,
    });
    if (answer.kind !== 'conflict') return undefined;
    return 'the messageIdentifier was used for a message with other content';
  }
}
