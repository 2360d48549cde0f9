import { Controller, Get, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CUSTOMER_QUERIES, type CustomerQueries } from '#libs/customers';
import { balances, type SenderBalance } from '#libs/journal';
import { Needs } from '../security/scope.js';

/** The balance of one source system, with what the store keeps of it. */
export interface SystemBalance extends SenderBalance {
  /** received = accepted + tested + refused + duplicate + quarantined + parked + pending */
  readonly isBalanced: boolean;
  /** Business records in the customer store that came from this system. */
  readonly recordsInStore: number;
}

@Controller('v1/statistics')
export class StatisticsController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CUSTOMER_QUERIES) private readonly customers: CustomerQueries,
  ) {}

  /** What became of all messages, per source system, and the customers before and after consolidation. */
  @Get('balance')
  @Needs('operations')
  async balance(): Promise<{ systems: SystemBalance[]; customers: { before: number; after: number } }> {
    const [rows, counts] = await Promise.all([balances(this.dataSource), this.customers.counts()]);
    const systems = rows.map((row) => ({
      ...row,
      isBalanced:
        row.received ===
        row.accepted + row.tested + row.refused + row.duplicate + row.quarantined + row.parked + row.pending,
      recordsInStore: counts.records
        .filter((record) => record.system === row.sender)
        .reduce((sum, record) => sum + record.count, 0),
    }));
    return { systems, customers: { before: counts.partyRecords, after: counts.customers } };
  }
}
