import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';

/** Samples of the mappings as their partners send them, and the canonical messages that they become. */
const days: Readonly<Record<string, readonly (readonly [sample: string, becomes: readonly string[]])[]>> = {
  'forwarder-edi': [
    ['iftmin-d00b', ['transport-order']],
    ['waybill-d00b', ['transport-order', 'consignment-note']],
    ['iftmbf-d00b', ['container-booking']],
    ['iftsta-d00b', Array<string>(4).fill('transport-status')],
    ['desadv-d00b', ['parcel-shipment']],
    ['invoic-d00b', ['invoice']],
  ],
  'port-edi': [
    ['codeco-d95b', Array<string>(3).fill('equipment-event')],
    ['coarri-load', Array<string>(2).fill('equipment-event')],
    ['coparn-accept', ['container-booking', 'equipment-event']],
  ],
};

describe.each(editions)('a day of a forwarder and a port that speak EDIFACT (%s)', (edition) => {
  let hub: Installation;
  let operator: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    operator = await hub.client('operator');
  });
  afterAll(() => hub.close());

  it.each(Object.keys(days))('takes every kind of message of %s', async (partner) => {
    const client = await hub.client(partner);
    const found: unknown[] = [];
    for (const [sample] of days[partner]!) {
      const bytes = readFileSync(`mappings/${partner}/fixtures/${sample}.edi`);
      const file = await client.settled(await client.taken(bytes, { contentType: 'application/edifact' }));
      const [message] = await operator.search({ parent: file.id });
      const { state, canonical } = await operator.settled(message!.id);
      found.push([sample, state, canonical?.map(({ type }) => type)]);
    }
    expect(found).toEqual(days[partner]!.map(([sample, becomes]) => [sample, 'accepted', becomes]));
  });

  it('finds what belongs to one booking by its number', async () => {
    const messages = await operator.search({ key: 'booking:BK26110099' });
    expect(messages.length).toBeGreaterThanOrEqual(3);
  });
});
