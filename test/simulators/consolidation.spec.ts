import { describe, expect, it } from '@jest/globals';
import { normaliseAddress, normaliseCompanyName, normalisePhone } from '#libs/base-data';
import { makeCustomerBook, recordId } from './customer-book.js';
import type { CustomerView } from './customer-views.js';
import { Random } from './random.js';
import { systemIds } from './transmission.js';

/** The deterministic rules, carried out plainly: one credit code; else the same name with the same phone or address. */
function consolidate(views: readonly CustomerView[]): string[][] {
  const groups = new Map<string, CustomerView[]>();
  const byKey = new Map<string, string>();
  const add = (group: string, view: CustomerView): void => {
    groups.set(group, [...(groups.get(group) ?? []), view]);
    for (const key of keysOf(view)) if (!byKey.has(key)) byKey.set(key, group);
  };
  for (const view of views) if (view.creditCode !== undefined) add(view.creditCode, view);
  for (const view of views) {
    if (view.creditCode !== undefined) continue;
    const found = keysOf(view).flatMap((key) => byKey.get(key) ?? []);
    add(found[0] ?? recordId(view), view);
  }
  return [...groups.values()].map((group) => group.map(recordId).sort());
}

function keysOf({ name, phone, address }: CustomerView): string[] {
  const plainName = normaliseCompanyName(name);
  return [`${plainName}/${normalisePhone(phone)}`, `${plainName}/${normaliseAddress(address)}`];
}

describe.each([1, 2, 3, 44])('the customers of seed %i', (seed) => {
  const book = makeCustomerBook(500, seed, new Random(`customers/${seed}`));
  const views = systemIds.flatMap((system) => [...book.views[system]]);

  it('are found again by the deterministic rules, each as often as the truth says', () => {
    const sorted = (groups: readonly (readonly string[])[]): string[] =>
      groups.map((group) => [...group].sort().join(' ')).sort();
    expect(sorted(consolidate(views))).toEqual(sorted(book.truth.groups));
  });

  it('are 500 and five records that nothing but a person could recognise', () => {
    expect(book.truth.customersAfter).toBe(505);
    expect(book.truth.sourceRecords).toBe(180 + 320 + 420 + 200 + 300);
  });

  it('hold pairs that look alike and stay apart', () => {
    const groupOf = new Map(
      book.truth.groups.flatMap((group, index) => group.map((record) => [record, index])),
    );
    expect(book.truth.mustStayApart.length).toBeGreaterThan(50);
    for (const [a, b] of book.truth.mustStayApart) expect(groupOf.get(a)).not.toBe(groupOf.get(b));
  });

  it('are known differently in every way that was asked for', () => {
    const differences = new Set(views.flatMap((view) => view.differences));
    expect([...differences].sort()).toEqual([
      'full-width',
      'moved',
      'no-credit-code',
      'other-contact',
      'other-phone',
      'phone-form',
      'short-name',
    ]);
  });
});
