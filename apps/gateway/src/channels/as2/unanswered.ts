import { Injectable, Logger } from '@nestjs/common';
import { as2 } from '#libs/channels';
import { ReceivedTransmissions, type Forgotten } from '#libs/transmissions';
import { MdnDispatch } from './mdn-dispatch.js';
import { As2Reception } from './reception.js';
import { Relations } from './relations.js';
import { TransmissionRoom } from './transmission-room.js';

/** Longer than anybody works on a transmission. */
const forgottenAfterMs = 60_000;
const mostAtOnce = 5;
const dayMs = 86_400_000;

/**
 * Goes on with transmissions whose process died between keeping them and answering: their sender may have no answer but the MDN
 * that is to come.
 */
@Injectable()
export class UnansweredTransmissions {
  private readonly logger = new Logger(UnansweredTransmissions.name);
  private cleanedAt = 0;

  constructor(
    private readonly transmissions: ReceivedTransmissions,
    private readonly relations: Relations,
    private readonly reception: As2Reception,
    private readonly room: TransmissionRoom,
    dispatch: MdnDispatch,
  ) {
    dispatch.first(() => this.resume());
  }

  /** @param olderThanMs only those that came longer ago */
  async resume(olderThanMs = forgottenAfterMs): Promise<void> {
    for (const one of await this.transmissions.forgotten(olderThanMs, mostAtOnce)) await this.goOnWith(one);
    if (Date.now() - this.cleanedAt < dayMs) return;
    this.cleanedAt = Date.now();
    await this.transmissions.removeOld();
  }

  private async goOnWith({ id, partner, messageId, headers: given, sizeBytes }: Forgotten): Promise<void> {
    const headers = new Map(Object.entries(given));
    const from = as2.readAs2Name(headers.get('as2-from')) ?? '';
    const relation = this.relations.between(from, as2.readAs2Name(headers.get('as2-to')) ?? '');
    // without room for it now it is found again in the next round
    if (relation?.partner !== partner || !this.room.has(sizeBytes)) return;
    const { isTaken, detail } = await this.room.within(async (hold) => {
      hold(sizeBytes);
      const body = await this.transmissions.bodyOf(id);
      // what was kept had been proven to be the partner's
      return this.reception.receive({ relation, messageId, headers, body, hasToken: true });
    });
    if (!isTaken) this.logger.warn(`AS2 transmission of ${partner} is not answered: ${detail}`);
  }
}
