import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { as2 } from '#libs/channels';
import { allowsEveryType } from '#libs/partners';
import type { WrittenMdn } from '#libs/transmissions';
import { problem } from '../../problem.js';
import { Authentication } from '../../security/authentication.js';
import { Open } from '../../security/scope.js';
import { As2MdnReception } from './mdn-reception.js';
import { mdnForStranger } from './mdn-writer.js';
import { headersOf, withTransmission } from './read-transmission.js';
import { As2Reception } from './reception.js';
import { Relations, type Relation } from './relations.js';
import { TransmissionRoom } from './transmission-room.js';

/** Of an MDN, which says little. */
const mostMdnBytes = 1024 * 1024;

/** The door for AS2. It is open: who has sent a transmission is proven by the signature in it. */
@Controller('as2')
export class As2Controller {
  constructor(
    private readonly relations: Relations,
    private readonly reception: As2Reception,
    private readonly mdns: As2MdnReception,
    private readonly authentication: Authentication,
    private readonly room: TransmissionRoom,
  ) {}

  /** A transmission. 200 with an MDN says what became of it, also when that is an error (RFC 4130 section 7.6). */
  @Post()
  @Open()
  async receive(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const headers = headersOf(request);
    const { from, to } = namesIn(headers);
    const messageId = as2.readMessageId(headers.get('message-id'));
    if (messageId === undefined) throw problem('bad-request', { reason: 'a Message-ID is needed' });
    const relation = this.relations.between(from, to);
    if (relation === undefined || from === to) {
      if (headers.get('disposition-notification-to') === undefined) throw problem('as2-refused');
      return send(reply, mdnForStranger(from, to, messageId, from === to));
    }
    const hasToken = await this.isPartner(request, relation);
    const { isTaken, isAnswered, mdn, detail } = await withTransmission(
      request,
      this.room,
      this.room.mostBytesOfOne,
      (body) => this.reception.receive({ relation, messageId, headers, body, hasToken }),
    );
    if (mdn !== undefined) return send(reply, mdn);
    // who wants no MDN hears of an error by the status alone
    if (!isTaken && !isAnswered) throw problem('as2-refused', { reason: detail });
    await reply.status(200).send();
  }

  /** An MDN for what we have sent. */
  @Post('mdn')
  @Open()
  async receiveMdn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const headers = headersOf(request);
    const { from, to } = namesIn(headers);
    const relation = this.relations.between(from, to);
    if (relation === undefined) throw problem('as2-refused');
    const received = await withTransmission(request, this.room, mostMdnBytes, (body) =>
      this.mdns.receive(relation, headers, body),
    );
    if ('wrong' in received) throw problem('as2-refused', { reason: received.wrong });
    await reply.status(200).send();
  }

  private async isPartner(request: FastifyRequest, { partner, settings }: Relation): Promise<boolean> {
    if (settings.receive.unsigned === 'refuse' || request.headers.authorization === undefined) return false;
    const principal = await this.authentication.principalOf(request);
    return principal?.id === partner && allowsEveryType(principal.scopes, 'send');
  }
}

function namesIn(headers: ReadonlyMap<string, string>): { from: string; to: string } {
  const from = as2.readAs2Name(headers.get('as2-from'));
  const to = as2.readAs2Name(headers.get('as2-to'));
  if (from === undefined || to === undefined)
    throw problem('bad-request', {
      reason: 'AS2-From and AS2-To are needed, 1 to 128 printable characters each',
    });
  return { from, to };
}

async function send(reply: FastifyReply, { headers, body }: WrittenMdn): Promise<void> {
  for (const [name, value] of Object.entries(headers)) void reply.header(name, value);
  await reply.status(200).send(body);
}
