import type { EntityManager } from 'typeorm';
import { customerCounts, type CustomerCounts } from './customer-counts.js';
import { customerProfile, type CustomerProfile } from './customer-profile.js';
import {
  customerRecords,
  statusHistory,
  type CustomerRecord,
  type RecordsRequest,
  type StoredRecord,
} from './customer-records.js';
import { findCustomers, type CustomerSearch, type CustomerSummary } from './find-customers.js';
import type { Page } from './page.js';
import type { SurvivorshipRules } from './survivorship.js';

/** What can be asked of the customer store. Customer ids may be ids that a customer had before: they resolve. */
export interface CustomerQueries {
  /** @throws WrongCursorError */
  findCustomers(search: CustomerSearch): Promise<Page<CustomerSummary>>;
  /** The golden record with where each field comes from, and the party records under it. */
  customer(id: string): Promise<CustomerProfile | undefined>;
  /**
   * Orders, wagon requests, consignment notes, events, parcels and statuses, the latest first; undefined when there is no such customer.
   * @throws WrongCursorError
   */
  customerRecords(id: string, request?: RecordsRequest): Promise<Page<CustomerRecord> | undefined>;
  /** Every status that names this order, waybill, parcel ..., by event time; the last one is the current one. */
  statusHistory(key: { readonly type: string; readonly value: string }): Promise<StoredRecord[]>;
  /** What the store holds, for the balance of a day. */
  counts(): Promise<CustomerCounts>;
}

export function createCustomerQueries(manager: EntityManager, rules: SurvivorshipRules): CustomerQueries {
  return {
    findCustomers: (search) => findCustomers(manager, rules, search),
    customer: (id) => customerProfile(manager, rules, id),
    customerRecords: (id, request = {}) => customerRecords(manager, id, request),
    statusHistory: (key) => statusHistory(manager, key),
    counts: () => customerCounts(manager),
  };
}
