import { describe, expect, it } from '@jest/globals';
import type { SettledOutcome } from '#libs/journey';
import { compilePath, fromPlainValue } from '#libs/message';
import { loadRouting } from '#libs/routing';
import { isWanted } from './subscription-index.js';
import { eventsOf, verdictEvent, type WebhookEvent } from './webhook-event.js';
import { isAllowed } from './webhook-events.js';

const { table } = loadRouting([
  {
    file: 'agreements/shipper.yaml',
    text: `partner: shipper
name: { zh: 货主, en: Shipper }
channels: [rest]
events: [{ types: [transport-status], where: [{ path: customer/identifier, in: [KH1] }] }]`,
  },
  {
    file: 'agreements/railway.yaml',
    text: 'partner: railway\nname: { zh: 铁路, en: Railway }\nchannels: [rest]',
  },
]);

const definitions = (schema: string): never =>
  ({
    schema,
    keys: ['order', 'customer/identifier', 'customer/phones'].map((path, index) => ({
      type: ['order', 'customer', 'phone'][index],
      path: compilePath(path),
    })),
  }) as never;

/** A status of `railway`, as the journey leaves it. */
function outcome(more: object = {}, customer = 'KH1'): SettledOutcome {
  const value = { order: 'ORD1', customer: { identifier: customer, phones: ['13800000000'] } };
  const canonical = {
    ordinal: 0,
    type: 'transport-status',
    version: 1,
    value,
    json: Buffer.from(JSON.stringify(value)),
  };
  const envelope = { id: '01a20573-18c3-7481-85b2-50d2cd9321d3', sender: 'railway' };
  return {
    message: { envelope },
    verdict: 'accepted',
    issues: [],
    canonicals: [{ ...canonical, document: { format: 'json', root: fromPlainValue(value) } }],
    keys: [{ type: 'order', value: 'ORD1' }],
    outgoing: [],
    ...more,
  } as unknown as SettledOutcome;
}
const events = (more?: object, customer?: string): WebhookEvent[] =>
  eventsOf(outcome(more, customer), definitions);
const types = (told: readonly WebhookEvent[]): string[] => told.map(({ type }) => type);

describe('what there is to tell of a message', () => {
  it('is each canonical message, and that it was accepted', () => {
    expect(types(events())).toEqual(['cn.bianzu.transport-status.v1', 'cn.bianzu.message.accepted.v1']);
  });

  it('is of a record of a file only what was made of it, unless it was refused', () => {
    const part = { sequence: 3, context: {} };
    const { envelope } = outcome().message;
    expect(types(events({ message: { envelope, part } }))).toEqual(['cn.bianzu.transport-status.v1']);
    const refused = {
      message: { envelope, part },
      verdict: 'refused',
      canonicals: [],
      reason: 'code-not-listed',
    };
    const [told] = events(refused);
    expect(told).toMatchObject({ type: 'cn.bianzu.message.refused.v1' });
    expect(JSON.parse(Buffer.from(told!.json).toString())).toMatchObject({ reason: 'code-not-listed' });
  });

  it('is nothing of tests, of duplicates, and of what nobody knows who sent', () => {
    expect(events({ isTest: true })).toEqual([]);
    expect(events({ verdict: 'duplicate', canonicals: [] })).toEqual([]);
    expect(events({ message: { envelope: { id: outcome().message.envelope.id } } })).toEqual([]);
  });

  it('that tells of a verdict is about the same thing when it is made again, whatever order the keys come in', () => {
    const keys = [
      { type: 'customer', value: 'KH1' },
      { type: 'order', value: 'DD2' },
      { type: 'order', value: 'DD1' },
    ];
    const told = {
      messageId: '01a20573-18c3-7481-85b2-50d2cd9321d3',
      sender: 'a',
      state: 'accepted',
    } as const;
    const events = [keys, keys.toReversed()].map((some) => verdictEvent({ ...told, keys: some }));
    expect(events[0]!.keys[0]).toEqual({ type: 'order', value: 'DD1' });
    expect(events[1]).toEqual(events[0]);
  });

  it('is known by business keys that may be shown, not by telephones', () => {
    expect(events()[0]!.keys).toEqual([
      { type: 'order', value: 'ORD1' },
      { type: 'customer', value: 'KH1' },
    ]);
  });
});

describe('whoever hears of it', () => {
  const wants = (...keys: string[]): { keys: ReadonlySet<string> } => ({ keys: new Set(keys) });

  it('wants anything, or one of the keys', () => {
    const [told] = events();
    expect(isWanted(wants(), told!)).toBe(true);
    expect(isWanted(wants('order\nORD2', 'order\nORD1'), told!)).toBe(true);
    expect(isWanted(wants('order\nORD2', 'waybill\nORD1'), told!)).toBe(false);
  });

  it('is its sender, and whom the file of a partner grants it; of verdicts only the sender', () => {
    const [own, verdict] = events();
    expect(['railway', 'shipper', 'stranger'].map((partner) => isAllowed(partner, own!, table))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['railway', 'shipper'].map((partner) => isAllowed(partner, verdict!, table))).toEqual([
      true,
      false,
    ]);
    expect(isAllowed('shipper', events({}, 'KH2')[0]!, table)).toBe(false);
  });
});
