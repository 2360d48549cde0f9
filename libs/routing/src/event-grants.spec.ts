import { describe, expect, it } from '@jest/globals';
import { fromPlainValue } from '#libs/message';
import { loadRouting, mayHear, type Partner } from './index.js';

const file = (events: string, kind = 'outside'): { file: string; text: string } => ({
  file: 'agreements/shipper.yaml',
  text: `partner: shipper\nkind: ${kind}\nname: { zh: 货主, en: Shipper }\nchannels: [rest]\nevents: ${events}\n`,
});
const shipperWith = (events: string): Partner => loadRouting([file(events)]).table.partner('shipper')!;
const status = (
  customer: string,
): { type: string; sender: string; root: ReturnType<typeof fromPlainValue> } => ({
  type: 'transport-status',
  sender: 'sys-7',
  root: fromPlainValue({ customer: { identifier: customer } }),
});
const own = `[{ types: [transport-status], where: [{ path: customer/identifier, in: [KH1] }] }]`;

describe('what a partner may hear of', () => {
  it('is what it sent itself, whatever its file says', () => {
    const sent = { ...status('KH2'), sender: 'shipper' };
    expect(mayHear(shipperWith('[]'), sent)).toBe(true);
    expect(mayHear(shipperWith('[]'), status('KH1'))).toBe(false);
  });

  it('is of others only what its file grants: of these types, senders and values', () => {
    expect(mayHear(shipperWith(own), status('KH1'))).toBe(true);
    expect(mayHear(shipperWith(own), status('KH2'))).toBe(false);
    expect(mayHear(shipperWith(own), { ...status('KH1'), type: 'invoice' })).toBe(false);
    const ofOneSender = own.replace('where:', 'senders: [sys-2], where:');
    expect(mayHear(shipperWith(ofOneSender), status('KH1'))).toBe(false);
  });

  it('is never everything of a type, for a partner outside the house', () => {
    const everything = '[{ types: [transport-status] }]';
    expect(loadRouting([file(everything, 'own')]).problems).toEqual([]);
    expect(loadRouting([file(everything)]).problems).toMatchObject([
      { line: 5, message: { en: expect.stringContaining('needs "where"') } },
    ]);
  });

  it('is not bounded by a path that is none', () => {
    const wrong = '[{ types: [transport-status], where: [{ path: "customer//id", in: [KH1] }] }]';
    expect(loadRouting([file(wrong)]).problems).toMatchObject([{ line: 5 }]);
  });
});
