import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '#libs/configuration';
import { iftmin, interchange as interchangeOf } from '../../../../test/support/edifact-samples.js';
import { Rehearsal } from './rehearsal.js';
import type { SampleReport } from './sample-report.js';

const engines = loadConfiguration('.', { withSchemasUnread: true });
const bytesOf = (path: string): Buffer => readFileSync(`schemas/${path}`);
const order = bytesOf('sources/sys-1/samples/order-full-wagon.xml');
const interchange = Buffer.from(
  bytesOf('edifact/samples/iftmin-d00b.edi')
    .toString('latin1')
    .replace('FORWARDER1:14', 'FORWARDER-EDI:ZZZ')
    .replace('BIANZU-RAIL:ZZ', 'BIANZU-RAIL:ZZZ'),
  'latin1',
);
const answers = ({ acknowledgements }: SampleReport): string[] =>
  acknowledgements.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));

describe('a rehearsal', () => {
  it('tells what a message would become, with the source of each value, and what would be answered', async () => {
    const rehearsal = new Rehearsal(engines, { partner: 'sys-1', withDrafts: false });
    const report = await rehearsal.examine({ bytes: order });
    expect(report).toMatchObject({
      format: 'xml',
      charset: 'gb18030',
      rootName: 'KHDD',
      verdict: 'accepted',
      messages: [
        {
          agreement: { id: 'order', version: 1 },
          reference: 'DK2026031600000001',
          canonicals: [{ type: 'transport-order', value: { orderNumber: 'DD2026031600001' } }],
          destinations: [{ id: 'sys-2-orders', canonicalType: 'transport-order' }],
        },
      ],
    });
    expect(report.messages[0]!.canonicals[0]!.lineage.length).toBeGreaterThan(20);
    expect(answers(report)).toEqual([expect.stringContaining('<result>accepted</result>')]);
  });

  it('knows again what has been tried in it before, and nothing else does', async () => {
    const terms = { partner: 'sys-1', withDrafts: false };
    const rehearsal = new Rehearsal(engines, terms);
    await rehearsal.examine({ bytes: order });
    expect((await rehearsal.examine({ bytes: order })).verdict).toBe('duplicate');
    expect((await new Rehearsal(engines, terms).examine({ bytes: order })).verdict).toBe('accepted');
  });

  it('tells all faults of a message of an interchange, and its CONTRL', async () => {
    const rehearsal = new Rehearsal(engines, { partner: 'forwarder-edi', withDrafts: false });
    const report = await rehearsal.examine({ bytes: interchange });
    expect(report.messages[0]).toMatchObject({ sequence: 1, agreement: { id: 'iftmin-d00b' } });
    expect(report.messages[0]!.issues.length).toBeGreaterThan(1);
    expect(answers(report)[0]).toContain('CONTRL:D:3:UN');
  });

  it('answers an interchange that comes again as it did the first time', async () => {
    const rehearsal = new Rehearsal(engines, { partner: 'forwarder-edi', withDrafts: false });
    const bytes = Buffer.from(interchangeOf({ reference: 'R1', test: true }, [iftmin('1', 'ORDER1')]));
    const [first, again] = [await rehearsal.examine({ bytes }), await rehearsal.examine({ bytes })];
    expect(first.messages).toMatchObject([
      { verdict: 'accepted', canonicals: [{ type: 'transport-order' }] },
    ]);
    expect(again).toMatchObject({ verdict: 'duplicate', messages: [] });
    expect(answers(again)).toEqual(answers(first));
  });

  it('says so when there are more records than it examines', async () => {
    const [header = '', first = ''] = bytesOf('sources/sys-6/samples/parcel.csv')
      .toString('latin1')
      .split('\n');
    const bytes = Buffer.from([header, ...Array.from({ length: 450 }, () => first), ''].join('\n'), 'latin1');
    const rehearsal = new Rehearsal(engines, { partner: 'sys-6', withDrafts: false });
    const report = await rehearsal.examine({ bytes, contentType: 'text/csv', fileName: 'LSKY_1.csv' });
    expect(report).toMatchObject({ isCut: true, verdict: undefined, acknowledgements: [] });
    expect(report.messages).toHaveLength(200);
  });

  it('examines drafts only when they count', async () => {
    const { routing } = engines;
    const { RoutingTable } = await import('#libs/routing');
    const drafted = routing.partners.map((partner) => ({
      ...partner,
      agreements: partner.agreements.map((one) => ({ ...one, state: 'draft' as const })),
    }));
    const drafts = { ...engines, routing: new RoutingTable(drafted, routing.destinations, routing.routes) };
    const verdict = async (withDrafts: boolean): Promise<unknown> =>
      (await new Rehearsal(drafts, { partner: 'sys-1', withDrafts }).examine({ bytes: order })).verdict;
    expect(await verdict(false)).toBe('quarantined');
    expect(await verdict(true)).toBe('accepted');
  });

  it('keeps nothing of a stranger’s or of nonsense, and throws at nothing', async () => {
    const examined = async (partner: string, bytes: Uint8Array): Promise<unknown> =>
      (await new Rehearsal(engines, { partner, withDrafts: false }).examine({ bytes })).reason;
    expect(await examined('nobody', order)).toBe('sender-unknown');
    expect(await examined('sys-1', Buffer.from([0, 1, 2, 255]))).toBe('agreement-missing');
    expect(await examined('forwarder-edi', Buffer.from("UNB+UNOC:3+A+B'"))).toBeDefined();
    expect(await examined('sys-1', Buffer.from('<KHDD><'))).toBeDefined();
  });
});
