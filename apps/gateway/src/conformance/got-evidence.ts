import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { ConformanceRun, Evidence } from '#libs/conformance';
import { receiptTimeOf } from '#libs/journey';
import { Delivery } from '#libs/journal';
import { DataSource } from 'typeorm';

const mostDeliveries = 200;

/** What a partner got from us since a run began, and when it confirmed that. */
@Injectable()
export class GotEvidence {
  constructor(private readonly dataSource: DataSource) {}

  async of({ id, partner, agreement, version }: ConformanceRun): Promise<Evidence[]> {
    const deliveries = await this.dataSource
      .getRepository(Delivery)
      .createQueryBuilder('d')
      .where(`d.id > :id AND d.partner = :partner AND d.destination = :agreement AND d.kind = 'message'`, {
        id,
        partner,
        agreement,
      })
      .andWhere('coalesce(d.destinationVersion, 1) = :version', { version })
      .orderBy('d.id', 'ASC')
      .limit(mostDeliveries)
      .getMany();
    return deliveries
      .filter(({ state }) => state !== 'pending' && state !== 'awaiting-receipt')
      .map((one) => {
        const at = receiptTimeOf(one.id);
        const isTaken = one.state === 'delivered';
        const afterMs = one.stateAt.getTime() - Date.parse(at);
        return {
          id: one.id,
          at,
          state: isTaken ? 'accepted' : 'refused',
          sha256: createHash('sha256')
            .update(one.bytes ?? '')
            .digest('hex'),
          references: [],
          issues: [],
          answers: [],
          canonicals: [],
          ...(isTaken ? { confirmedAfterMs: afterMs } : {}),
        };
      });
  }
}
