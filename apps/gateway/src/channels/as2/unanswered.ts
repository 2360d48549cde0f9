import { Inject, Injectable, Logger } from '@nestjs/common';
import { as2 } from '#libs/channels';
import { ReceivedTransmissions } from '#libs/transmissions';
import type { Settings } from '#libs/runtime';
import { SETTINGS } from '../../tokens.js';
import { MdnDispatch } from './mdn-dispatch.js';
import { As2Reception } from './reception.js';
import { Relations } from './relations.js';

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
    dispatch: MdnDispatch,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'retentionDays'>,
  ) {
    dispatch.first(() => this.resume());
  }

  /** @param olderThanMs only those that came longer ago */
  async resume(olderThanMs = forgottenAfterMs): Promise<void> {
    for (const one of await this.transmissions.forgotten(olderThanMs, mostAtOnce)) {
      const headers = new Map(Object.entries(one.headers));
      const from = as2.readAs2Name(headers.get('as2-from')) ?? '';
      const relation = this.relations.between(from, as2.readAs2Name(headers.get('as2-to')) ?? '');
      if (relation?.partner !== one.partner) continue;
      // what was kept had been proven to be the partner's
      const { messageId, body } = one;
      const { isTaken, detail } = await this.reception.receive({
        relation,
        messageId,
        headers,
        body,
        hasToken: true,
      });
      if (!isTaken) this.logger.warn(`AS2 transmission of ${one.partner} is not answered: ${detail}`);
    }
    if (Date.now() - this.cleanedAt < dayMs) return;
    this.cleanedAt = Date.now();
    // proofs are kept as long as messages usually are
    await this.transmissions.removeOlderThan(this.settings.retentionDays);
  }
}
