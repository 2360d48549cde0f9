import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  CUSTOMER_QUERIES,
  WrongCursorError,
  type CustomerProfile,
  type CustomerQueries,
  type CustomerRecord,
  type CustomerSummary,
  type Page,
} from '#libs/customers';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Needs } from '../security/scope.js';

/** The query parameters of a search, as they came. */
interface FindParameters {
  readonly q?: string;
  readonly creditCode?: string;
  readonly phone?: string;
  readonly kind?: string;
  readonly cursor?: string;
  readonly limit?: string;
}

@Controller('v1/customers')
@Needs('customers', 'operations')
export class CustomersController {
  constructor(@Inject(CUSTOMER_QUERIES) private readonly customers: CustomerQueries) {}

  /** Searches by part of a name, by credit code or by phone number. */
  @Get()
  async find(
    @Query() { q, creditCode, phone, cursor, limit }: FindParameters,
  ): Promise<Page<CustomerSummary>> {
    return orBadCursor(
      this.customers.findCustomers({ q, creditCode, phone, cursor, limit: readLimit(limit) }),
    );
  }

  /** The golden record with the provenance of each field, and the first of its business records, latest first. */
  @Get(':id')
  async one(@Param('id') id: string): Promise<CustomerProfile & { readonly records: Page<CustomerRecord> }> {
    const profile = await this.customers.customer(id);
    if (profile === undefined) throw problem('not-found');
    return { ...profile, records: (await this.customers.customerRecords(profile.id)) ?? { items: [] } };
  }

  @Get(':id/records')
  async records(
    @Param('id') id: string,
    @Query() { kind, cursor, limit }: FindParameters,
  ): Promise<Page<CustomerRecord>> {
    const request = { kind, cursor, limit: readLimit(limit) };
    const records = await orBadCursor(this.customers.customerRecords(id, request));
    if (records === undefined) throw problem('not-found');
    return records;
  }
}

async function orBadCursor<Result>(found: Promise<Result>): Promise<Result> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof WrongCursorError) throw problem('bad-request', { parameter: 'cursor' });
    throw error;
  }
}
