import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identifiers } from '#libs/base-data';
import { makeCustomers } from './customers.js';
import { simulateDay, type Day } from './day.js';
import { planDay } from './day-plan.js';
import { faultOutcomes } from './fault-kinds.js';
import { Random } from './random.js';
import { ParcelFile } from './sys-6-parcel-file.js';
import { countVerdicts, systemIds, type Transmission } from './transmission.js';

const day = simulateDay({ scale: 0.1 });

function all(of: Day): Transmission[] {
  return systemIds.flatMap((system) => [...of.transmissions[system]]);
}

function fingerprint(of: Day): string {
  const hash = createHash('sha256');
  for (const sent of all(of)) {
    hash.update(sent.id).update(JSON.stringify(sent.expectation));
    for (const chunk of sent.chunks()) hash.update(chunk);
  }
  return hash.digest('hex');
}

describe('the simulated day', () => {
  it('is the same for the same seed', () => {
    expect(fingerprint(simulateDay({ scale: 0.1 }))).toBe(fingerprint(day));
  });

  it('is another for another seed, with other ids and another date', () => {
    const other = simulateDay({ scale: 0.1, seed: 2 });
    expect(other.date).not.toBe(day.date);
    const ids = new Set(all(day).map(({ id }) => id));
    expect(all(other).filter(({ id }) => ids.has(id))).toEqual([]);
    expect(fingerprint(other)).not.toBe(fingerprint(day));
  });

  it('sends the same from one system alone as from all together', () => {
    const alone = simulateDay({ scale: 0.1 }, ['sys-5']);
    expect(alone.transmissions['sys-5'].map(({ bytes }) => bytes)).toEqual(
      day.transmissions['sys-5'].map(({ bytes }) => bytes),
    );
    expect(alone.transmissions['sys-1']).toEqual([]);
  });

  it('has an id of its own for every transmission', () => {
    expect(new Set(all(day).map(({ id }) => id)).size).toBe(all(day).length);
  });

  it('holds every kind of fault', () => {
    const faults = all(day).flatMap(({ expectation }) => [
      expectation.fault,
      ...(expectation.lines?.faults.map(({ fault }) => fault) ?? []),
    ]);
    expect(new Set(faults.filter((fault) => fault !== undefined))).toEqual(
      new Set(Object.keys(faultOutcomes)),
    );
  });

  it('balances: every transmission or line has one verdict', () => {
    for (const system of systemIds) {
      const { received, accepted, refused, duplicate, quarantined } = countVerdicts(
        day.transmissions[system],
      );
      expect(accepted + refused + duplicate + quarantined).toBe(received);
    }
  });

  it('repeats an exact duplicate to the byte, and a conflict only by its reference', () => {
    for (const system of ['sys-1', 'sys-2', 'sys-4', 'sys-5'] as const) {
      const sent = day.transmissions[system];
      for (const [index, { expectation, orderKey, bytes }] of sent.entries()) {
        const twins = sent.slice(0, index).filter((one) => Buffer.from(one.bytes).equals(bytes));
        if (expectation.fault === 'exact-duplicate')
          expect(twins.map((one) => one.orderKey)).toEqual([orderKey]);
        if (expectation.fault === 'reference-conflict') expect(twins).toEqual([]);
      }
    }
  });

  it('refuses a seed or a scale that makes no sense', () => {
    expect(() => planDay({ seed: 0 })).toThrow('seed');
    expect(() => planDay({ scale: 0 })).toThrow('scale');
    expect(() => planDay({ date: '2026-13-01' })).toThrow('date');
  });
});

describe('made-up identifiers', () => {
  const customers = makeCustomers(500, new Random('identifiers'));

  it('have right check characters', () => {
    const codes = customers.flatMap(({ creditCode }) => creditCode ?? []);
    expect(codes.length).toBeGreaterThan(450);
    expect(codes.filter((code) => !identifiers['credit-code'].check(code).ok)).toEqual([]);
    const { orders } = planDay({ scale: 0.2 });
    const containers = [...orders['sys-1'], ...orders['sys-4']].flatMap((order) => order.containers);
    expect(containers.length).toBeGreaterThan(50);
    expect(containers.filter(({ number }) => !identifiers['container-number'].check(number).ok)).toEqual([]);
    expect(new Set(containers.map(({ number }) => number)).size).toBe(containers.length);
  });

  it('are phones that exist, unique but for branches', () => {
    const phones = customers.flatMap(({ phone, otherPhone }) => [phone, otherPhone]);
    expect(phones.filter((phone) => !identifiers.phone.check(phone).ok)).toEqual([]);
    const own = customers.filter(({ name }) => !name.endsWith('分公司')).map(({ phone }) => phone);
    expect(new Set(own).size).toBe(own.length);
  });

  it('are waybill and wagon numbers in their form', () => {
    const [order] = planDay({ scale: 0.1 }).orders['sys-4'];
    expect(identifiers['waybill-number'].check(order!.waybillNumber).ok).toBe(true);
    expect(identifiers['cn-wagon-number'].check(order!.wagonNumber).ok).toBe(true);
  });
});

describe('the parcel file', () => {
  it('comes in small pieces, one at a time, however long it is', () => {
    const plan = planDay({ scale: 0.1 });
    const file = new ParcelFile({ ...plan, counts: { ...plan.counts, parcelLines: 1_000_000 } }, 1_000_000);
    let pieces = 0;
    for (const chunk of file.chunks()) {
      expect(chunk.length).toBeLessThan(200_000);
      pieces += 1;
      if (pieces === 4) break;
    }
    expect(pieces).toBe(4);
  });
});
