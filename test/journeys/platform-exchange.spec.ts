import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customsResponse, ExchangePartner, platformReceipt } from '../simulators/exchange-partner.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

interface Expected {
  readonly messageId: string;
  readonly interchangeReference: string;
  readonly state: string;
  readonly errors: readonly object[];
}

describe('a public platform and customs', () => {
  const platform = new ExchangePartner(keys.publicKey);
  const customs = new ExchangePartner(keys.publicKey);
  let folder: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;

  const expectedOf = async (partner: string): Promise<readonly Expected[]> => {
    const { body } = await operator.get<{ acknowledgements: readonly Expected[] }>(
      `/v1/acknowledgements?partner=${partner}`,
    );
    return body.acknowledgements;
  };
  const answered = (partner: string, reference: string): Promise<Expected> =>
    eventually('the receipt is matched', async () => {
      const found = (await expectedOf(partner)).find((one) => one.interchangeReference === reference);
      return found !== undefined && found.state !== 'waiting' && found;
    });
  const arrivedAt = (partner: ExchangePartner, count: number): Promise<boolean> =>
    eventually('the document is there', async () => partner.documents.length >= count);

  beforeAll(async () => {
    folder = configurationFolder();
    folder.replace('logistics-platform.yaml', 'https://platform.example/exchange', await platform.open());
    folder.replace('customs.yaml', 'https://customs.example/manifest', await customs.open());
    for (const file of ['logistics-platform.yaml', 'customs.yaml']) {
      folder.replace(file, 'state: test', 'state: live');
      folder.replace(file, 'bearer: exchange-token,', '');
    }
    hub = await Installation.start({
      edition: 'embedded',
      configurationRoot: folder.root,
      environment: {
        BIANZU_OUTBOUND_HTTP: 'true',
        BIANZU_OUTBOUND_PORTS: 'any',
        BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      },
    });
    operator = await hub.client('operator');
    for (const partner of ['logistics-platform', 'customs']) {
      const key = Buffer.from(keys.privateKey);
      await hub.gateway.secrets.put(partner, 'document-signature', key, { actor: 'test' });
    }
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
    platform.close();
    customs.close();
  });

  it('get an order as signed XML, and its receipt is matched', async () => {
    const sender = await hub.client('sys-1');
    const numbers = { reference: 'DK2026031600008801', order: 'DD2026031608801' };
    await sender.settled(await sender.taken(keyAccountOrder(numbers)));
    await arrivedAt(platform, 1);
    const [document] = platform.documents;
    expect(document).toMatchObject({ isSigned: true });
    expect(document!.text).toContain(`<OrderNumber>${numbers.order}</OrderNumber>`);
    const [waiting] = await expectedOf('logistics-platform');
    expect(waiting).toMatchObject({ state: 'waiting', syntax: 'xml', messageType: 'transport-order' });
    const reference = waiting!.interchangeReference;
    expect(document!.text).toContain(`<MessageReferenceNumber>${reference}</MessageReferenceNumber>`);
    const answering = await hub.client('logistics-platform');
    await answering.settled(await answering.taken(platformReceipt('R-1', reference)));
    expect(await answered('logistics-platform', reference)).toMatchObject({ state: 'accepted' });
  });

  it('say why they refuse: on the page of the message and among the acknowledgements', async () => {
    const railway = await hub.client('railway-taf');
    const sample = readFileSync('schemas/partners/railway-taf/samples/train-running-information.xml', 'utf8');
    const id = await railway.taken(sample.replaceAll('000184', '000881'));
    await railway.settled(id);
    await arrivedAt(platform, 2);
    const reference = '9901-TRI-20260315-000881';
    const answering = await hub.client('logistics-platform');
    const receipt = platformReceipt('R-2', reference, { code: '1042', text: '车站未登记' });
    await answering.settled(await answering.taken(receipt));
    const errors = [{ code: 'partner-1042', value: '车站未登记' }];
    expect(await answered('logistics-platform', reference)).toMatchObject({ state: 'rejected', errors });
    const journey = await operator.settled(id);
    const delivery = journey.deliveries.find(({ destination }) => destination === 'platform-statuses');
    expect(delivery?.acknowledgement).toMatchObject({ state: 'rejected', errors });
  });

  it('know a receipt of nothing for what it is', async () => {
    const answering = await hub.client('logistics-platform');
    const id = await answering.taken(platformReceipt('R-3', 'NEVER-SENT'));
    await answering.settled(id);
    const found = await hub.gateway.dataSource.query<{ result: string }[]>(
      'SELECT result FROM received_acknowledgement WHERE message_id = $1',
      [id],
    );
    expect(found).toEqual([{ result: 'orphan' }]);
  });

  it('hear of a train at the border, and their response is matched', async () => {
    const railway = await hub.client('railway-taf');
    const sample = readFileSync('schemas/partners/railway-taf/samples/train-running-information.xml', 'utf8')
      .replaceAll('000184', '000882')
      .replace('<CountryCodeISO>PL', '<CountryCodeISO>CN')
      .replace('<LocationPrimaryCode>11<', '<LocationPrimaryCode>42594<');
    const id = await railway.taken(sample);
    expect(await railway.settled(id)).toMatchObject({ state: 'accepted' });
    await arrivedAt(customs, 1);
    const [document] = customs.documents;
    expect(document).toMatchObject({ isSigned: true });
    expect(document!.text).toContain('PortCode>42594<');
    expect(document!.text).toContain('SenderID>9400BIANZU001<');
    const reference = '9901-TRI-20260315-000882';
    const answering = await hub.client('customs');
    await answering.settled(await answering.taken(customsResponse('C-1', reference, '11', '车次无预报')));
    const errors = [{ code: 'partner-11', value: '车次无预报' }];
    expect(await answered('customs', reference)).toMatchObject({ state: 'rejected', errors });
  });
});
