import { Injectable } from '@nestjs/common';
import { as2 } from '#libs/channels';
import { Telemetry } from '#libs/telemetry';
import { ReceivedMdns, type MdnOutcome } from '#libs/transmissions';
import { DeliveryReceipts, type LateAnswer } from './delivery-receipts.js';
import { Relations, type Relation } from './relations.js';

/** What an MDN was for us; `undefined` when it proves nothing and is not kept. */
export type MdnReception = { readonly outcome: MdnOutcome } | { readonly wrong: string };

/** Takes MDNs that come on connections of their own, and settles the deliveries that wait for them (ACK-3). */
@Injectable()
export class As2MdnReception {
  constructor(
    private readonly relations: Relations,
    private readonly receipts: DeliveryReceipts,
    private readonly mdns: ReceivedMdns,
    private readonly telemetry: Telemetry,
  ) {}

  async receive(
    relation: Relation,
    headers: ReadonlyMap<string, string>,
    body: Buffer,
  ): Promise<MdnReception> {
    const { settings, partner } = relation;
    const keys = await this.relations.keysOf(relation);
    const terms = { mustBeSigned: settings.signedMdn, acceptSha1: settings.receive.acceptSha1 };
    const reading = as2.readMdn(as2.outermostEntity(headers, body), keys.certificates, terms);
    if ('wrong' in reading) {
      this.count(partner, 'invalid');
      return reading;
    }
    const { mdn } = reading;
    const bytes = as2.writeReceipt(headers.get('content-type') ?? '', body);
    const deliveryId = as2.deliveryOf(mdn.originalMessageId);
    const fits = deliveryId !== undefined && fitsOurs(mdn, keys);
    // an unsigned one is believed only by the seal, which nobody but the partner has seen
    if (!mdn.isSigned && !fits) {
      this.count(partner, 'invalid');
      return { wrong: 'the MDN is not for a message of ours' };
    }
    const outcome =
      deliveryId === undefined ? 'orphan' : await this.settled(partner, deliveryId, mdn, bytes, fits);
    const { originalMessageId, disposition } = mdn;
    const record = { partner, originalMessageId, outcome, disposition: disposition.text, bytes };
    await this.mdns.add(deliveryId === undefined ? record : { ...record, deliveryId });
    this.count(partner, outcome);
    return { outcome };
  }

  private async settled(
    partner: string,
    deliveryId: string,
    mdn: as2.ReceivedMdn,
    bytes: Buffer,
    fits: boolean,
  ): Promise<MdnOutcome> {
    const answer = answerOf(mdn, bytes, fits);
    const standing = await this.receipts.arrived(partner, deliveryId, answer);
    if (standing !== 'settled') return standing;
    return answer.kind === 'accepted' ? 'matched' : answer.kind === 'refused' ? 'refused' : 'invalid';
  }

  private count(partner: string, outcome: string): void {
    this.telemetry.metrics.as2Mdns.inc({ partner, direction: 'received', outcome });
  }
}

function answerOf(mdn: as2.ReceivedMdn, receipt: Buffer, fits: boolean): LateAnswer {
  if (!mdn.disposition.isProcessed) return { kind: 'refused', detail: as2.refusalOf(mdn), receipt };
  if (fits) return { kind: 'accepted', receipt };
  return { kind: 'invalid-answer', detail: 'the MIC of the MDN is not that of what was sent' };
}

function fitsOurs({ originalMessageId, mic }: as2.ReceivedMdn, { identities }: as2.Keys): boolean {
  const keys = identities.map(({ privateKey }) => privateKey);
  return mic !== undefined && as2.fitsMessageId(originalMessageId, mic, keys);
}
