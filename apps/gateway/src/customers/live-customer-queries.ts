import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { createCustomerQueries, loadSurvivorship, type CustomerQueries } from '#libs/customers';
import type { LiveConfiguration } from '#libs/runtime';

/** Questions to the customer store, answered by the survivorship rules that are active. */
export function liveCustomerQueries(
  manager: EntityManager,
  configuration: LiveConfiguration,
): CustomerQueries {
  let root: string | undefined;
  let queries: CustomerQueries | undefined;
  const now = (): CustomerQueries => {
    const { root: active } = configuration.current;
    if (queries === undefined || root !== active) {
      const { rules } = loadSurvivorship(join(active, 'mappings/customers/survivorship.yaml'));
      queries = createCustomerQueries(manager, rules);
    }
    root = active;
    return queries;
  };
  return {
    findCustomers: (search) => now().findCustomers(search),
    customer: (id) => now().customer(id),
    customerRecords: (id, request) => now().customerRecords(id, request),
    statusHistory: (key) => now().statusHistory(key),
    counts: () => now().counts(),
  };
}
