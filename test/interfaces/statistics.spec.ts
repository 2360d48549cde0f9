import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { MonthlyReports } from '#apps/gateway';
import { Credentials } from '#libs/partners';
import { unsigned, type StatisticsReport } from '#libs/statistics';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { wantsXml, XmlForms } from './xml-forms.js';

const example = JSON.parse(
  readFileSync('schemas/canonical/transport-order/1.example.json', 'utf8'),
) as object;
const query = 'basis=ordered&from=2026-11&to=2026-11&by=category,lane,bureau,month';

/** The office takes reports as they are. */
const asItIs = (format: 'json' | 'xml'): string => `  - id: office-${format}
    partner: sys-4
    channel: amqp
    mapping: canonical/statistics-report/1
    schema: canonical/statistics-report/1
    format: ${format}
    charset: utf-8
`;
const route = '  - { id: reports, canonical: statistics-report, destinations: [office-json, office-xml] }\n';

/** What the newest delivery to a destination carries. */
async function contentOf(operator: HubClient, destination: string): Promise<string> {
  const { body } = await operator.get<{ deliveries: { id: string }[] }>(
    `/v1/deliveries?destination=${destination}&limit=1`,
  );
  return (await operator.raw(`/v1/deliveries/${body.deliveries[0]!.id}/content`)).toString();
}

describe('freight statistics over the standard interfaces', () => {
  let configuration: ConfigurationFolder;
  let hub: Installation;
  let shipper: HubClient;
  let statistician: HubClient;

  const submit = async (documentId: string, changes: object): Promise<void> => {
    const order = { ...example, senderSystem: 'shipper-api', documentId, ...changes };
    const { body } = await shipper.post<{ id: string }>('/v1/orders', order);
    expect(await shipper.settled(body.id)).toMatchObject({ state: 'accepted' });
  };

  beforeAll(async () => {
    configuration = configurationFolder();
    configuration.replace(
      'routes.yaml',
      'destinations:\n',
      `destinations:\n${asItIs('json')}${asItIs('xml')}`,
    );
    configuration.replace('routes.yaml', 'routes:\n', `routes:\n${route}`);
    hub = await Installation.start({ edition: 'embedded', configurationRoot: configuration.root });
    const credentials = new Credentials(hub.gateway.dataSource);
    shipper = hub.stranger(await credentials.issue('shipper-api', ['messages', 'orders'], 'example-key'));
    statistician = hub.stranger(await credentials.issue('statistics-office', ['statistics'], 'example-key'));
    await submit('S-1', { orderNumber: 'S1' });
    await submit('S-2', { orderNumber: 'S2' });
    await submit('S-3', { orderNumber: 'S2', functionCode: '1', issuedAt: '2026-11-03T08:30:00+08:00' });
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
  });

  it('count orders once, and none that was cancelled', async () => {
    const { status, body } = await statistician.get<StatisticsReport>(`/v1/statistics/freight?${query}`);
    expect(status).toBe(200);
    expect(body.rows?.[0]).toMatchObject({
      month: '2026-11',
      categoryCode: '11',
      originStationCode: 'PTF',
      destinationStationCode: 'TQW',
      bureauCode: 'F00',
      consignmentCount: 1,
    });
    expect(body.totals).toMatchObject({ consignmentCount: 1, grossWeightKg: 52000 });
    expect(await shipper.get(`/v1/statistics/freight?${query}`)).toMatchObject({ status: 403 });
  });

  it('come as XML and CSV too', async () => {
    const path = `/v1/statistics/freight?${query}`;
    const xml = await statistician.get<string>(path, { accept: 'application/xml' });
    expect(xml.body).toContain('urn:bianzu:canonical:statistics-report:1');
    const { body } = await statistician.get<string>(path, { accept: 'text/csv' });
    expect(body.split('\r\n').slice(0, 2)).toEqual([
      'categoryCode,originStationCode,destinationStationCode,bureauCode,month,consignmentCount,grossWeightKg,teu,wagonCount,pieceCount,revenueCny',
      expect.stringMatching(/^11,PTF,TQW,F00,2026-11,1,52000,/),
    ]);
    expect(await statistician.get(path, { accept: 'image/png' })).toMatchObject({ status: 406 });
  });

  it('are sent as a signed message that anybody can verify', async () => {
    const request = { basis: 'ordered', by: ['category'], from: '2026-11', to: '2026-11' };
    const sent = await statistician.post<{ messageId: string }>('/v1/statistics/reports', request, {
      'idempotency-key': 'november',
    });
    expect(sent.status).toBe(202);
    const again = await statistician.post('/v1/statistics/reports', request, {
      'idempotency-key': 'november',
    });
    expect(again.body).toEqual(sent.body);
    const key = { 'idempotency-key': 'november', ...wantsXml };
    const inXml = await statistician.post('/v1/statistics/reports', request, key);
    const forms = await XmlForms.of(hub.stranger());
    expect(forms.checkReceipt(inXml)).toEqual(Object.values(sent.body).sort());
    const operator = await hub.client('operator');
    const journey = await operator.settled(sent.body.messageId);
    expect(journey).toMatchObject({ state: 'accepted', issues: [] });
    const { body: report } = await statistician.get<StatisticsReport>(sent.headers.get('location')!);
    const { body: keys } = await hub.stranger().get<JSONWebKeySet>('/oauth/jwks');
    const verify = (one: StatisticsReport) => {
      const payload = Buffer.from(unsigned(one)).toString('base64url');
      return compactVerify(one.signature!.replace('..', `.${payload}.`), createLocalJWKSet(keys));
    };
    await expect(verify(report)).resolves.toMatchObject({ protectedHeader: { alg: 'ES256' } });
    const forged = { ...report, totals: { ...report.totals, grossWeightKg: 1 } };
    await expect(verify(forged)).rejects.toThrow('signature verification failed');
  });

  it('are sent when a month has ended, once', async () => {
    const monthly = hub.http.get(MonthlyReports);
    const afterMidnight = new Date('2026-11-30T16:00:01Z');
    const sent = await Promise.all([monthly.sendDue(afterMidnight), monthly.sendDue(afterMidnight)]);
    expect(sent.sort()).toEqual([false, true]);
    const operator = await hub.client('operator');
    await eventually('the report has made its journey', async () => {
      const [message] = await operator.search({ key: 'document:freight-carried-2026-11' });
      return message?.state === 'accepted';
    });
    const [json, xml] = [await contentOf(operator, 'office-json'), await contentOf(operator, 'office-xml')];
    expect(JSON.parse(json)).toMatchObject({ documentId: 'freight-carried-2026-11', signature: {} });
    expect(xml).toContain('urn:bianzu:canonical:statistics-report:1');
    expect(xml).toContain('>freight-carried-2026-11<');
  });

  it('ask for a period and known dimensions', async () => {
    for (const wrong of [
      '',
      'from=2026-11&to=2026-10',
      'from=2026-11&to=2026-13',
      'from=2026-11&to=2026-11&by=customer',
    ])
      expect(await statistician.get(`/v1/statistics/freight?${wrong}`)).toMatchObject({ status: 400 });
    expect(await statistician.post('/v1/statistics/reports', { from: '2026-11', too: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/to' }, { pointer: '#/too' }] },
    });
  });
});
