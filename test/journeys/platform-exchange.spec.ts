import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenSsl } from '../../libs/channels/test/as2/openssl.js';
import { customsResponse, ExchangePartner, platformReceipt } from '../simulators/exchange-partner.js';
import { XmlSigner } from '../simulators/xml-signer.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { JourneyView } from '../support/views.js';

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
  const openssl = new OpenSsl();
  const signerCalled = (name: string, days = 30): XmlSigner => {
    openssl.identity(name, { days });
    return new XmlSigner(openssl, name);
  };
  const signer = signerCalled('platform');
  let folder: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;

  const expectedOf = async (partner: string): Promise<readonly Expected[]> => {
    const { body } = await operator.get<{ acknowledgements: readonly Expected[] }>(
      `/v1/acknowledgements?partner=${partner}`,
    );
    return body.acknowledgements;
  };
  /** What an attacker, or a mistake, may send in place of a receipt, and what is found. */
  const wrongReceipts = (receipt: string): [string, string, string][] => {
    const signed = signer.sign(receipt);
    const signature = /<Signature .*<\/Signature>/.exec(signed)![0];
    const refusing = receipt.replace('<ResultCode>1', '<ResultCode>0');
    const within = (outer: string, inner: string): string => outer.replace('</Root>', `${inner}</Root>`);
    const oneMore = '<Body><ResultCode>0</ResultCode></Body>';
    return [
      ['unsigned', receipt, 'signature-missing'],
      [
        'a wrong value',
        signed.replace(/(?<=<SignatureValue>.{9})./, (one) => (one === 'A' ? 'B' : 'A')),
        'signature-foreign',
      ],
      ["a stranger's", signerCalled('stranger').sign(receipt), 'signature-foreign'],
      ['altered', signed.replace('<ResultCode>1', '<ResultCode>0'), 'signature-altered'],
      ['more than was signed', within(signed, oneMore), 'signature-altered'],
      ['another content, the signature of this one', within(refusing, signature), 'signature-altered'],
      ['wrapped as a whole', within(refusing, signed), 'signature-unsuitable'],
      [
        'wrapped within the signature',
        within(refusing, signature.replace('</Signature>', `<Object>${receipt}</Object></Signature>`)),
        'signature-unsuitable',
      ],
      ['signed twice', within(signed, signature), 'signature-unsuitable'],
      [
        'signed by an element of another name',
        signed.replaceAll('Signature>', 'Signatur>').replace('<Signature ', '<Signatur '),
        'signature-missing',
      ],
    ];
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
    // the platform signs, customs does not
    folder.replace(
      'logistics-platform.yaml',
      'senderId:',
      'signedBy: receipt-signer\n    quarantineOn: [signature-unchecked]\n    senderId:',
    );
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
    openssl.close();
    folder.close();
    platform.close();
    customs.close();
  });

  const trust = ({ certificate }: XmlSigner): Promise<{ id: string }> =>
    hub.gateway.secrets.put('logistics-platform', 'receipt-signer', certificate, {
      actor: 'test',
      kind: 'certificate',
    });
  /** A receipt of the platform, as it is. */
  const says = async (text: string): Promise<JourneyView> => {
    const answering = await hub.client('logistics-platform');
    return answering.settled(await answering.taken(text));
  };

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
    const receipt = platformReceipt('R-1', reference);
    // nobody has put their certificate yet: it waits for that
    const early = await says(signer.sign(platformReceipt('R-0', 'NEVER-SENT')));
    expect(early).toMatchObject({ state: 'quarantined', reason: 'signature-unchecked' });
    await trust(signer);
    expect(await operator.post(`/v1/messages/${early.id}/release`)).toMatchObject({ status: 202 });
    expect(await operator.settled(early.id)).toMatchObject({ state: 'accepted' });
    for (const [what, text, code] of wrongReceipts(receipt)) {
      const journey = await says(text);
      expect([what, journey.state, journey.issues.map((one) => one.code)]).toEqual([what, 'refused', [code]]);
      const [{ text: sentence, location }] = journey.issues as [JourneyView['issues'][number]];
      expect([sentence.zh, sentence.en, location.path]).toEqual(Array(3).fill(expect.stringMatching(/./)));
      expect(journey.acknowledges).toEqual([]);
      const [entry] = (await hub.gateway.audit.list({
        action: 'signature',
        subject: journey.id,
      })) as object[];
      expect(entry).toMatchObject({
        actor: 'logistics-platform',
        action: 'signature.refuse',
        detail: { code },
      });
    }
    expect((await expectedOf('logistics-platform'))[0]).toMatchObject({ state: 'waiting' });
    // under the same number: what was refused holds none
    expect(await says(signer.sign(receipt))).toMatchObject({ state: 'accepted' });
    expect(await answered('logistics-platform', reference)).toMatchObject({ state: 'accepted' });
  });

  it('say why they refuse: on the page of the message and among the acknowledgements', async () => {
    const railway = await hub.client('railway-taf');
    const sample = readFileSync('schemas/partners/railway-taf/samples/train-running-information.xml', 'utf8');
    const id = await railway.taken(sample.replaceAll('000184', '000881'));
    await railway.settled(id);
    await arrivedAt(platform, 2);
    const reference = '9901-TRI-20260315-000881';
    await says(signer.sign(platformReceipt('R-2', reference, { code: '1042', text: '车站未登记' })));
    const errors = [{ code: 'partner-1042', text: { zh: '车站未登记', en: '车站未登记' } }];
    expect(await answered('logistics-platform', reference)).toMatchObject({ state: 'rejected', errors });
    const journey = await operator.settled(id);
    const delivery = journey.deliveries.find(({ destination }) => destination === 'platform-statuses');
    expect(delivery?.acknowledgement).toMatchObject({ state: 'rejected', errors });
  });

  it('know a receipt of nothing for what it is', async () => {
    const { id } = await says(signer.sign(platformReceipt('R-3', 'NEVER-SENT')));
    const found = await hub.gateway.dataSource.query<{ result: string }[]>(
      'SELECT result FROM received_acknowledgement WHERE message_id = $1',
      [id],
    );
    expect(found).toEqual([{ result: 'orphan' }]);
  });

  it('may change their certificate: two are good, the third ends the first', async () => {
    const [second, third] = [signerCalled('platform-2'), signerCalled('platform-3')];
    const isGood = async (by: XmlSigner, number: string): Promise<string> => {
      const { state, reason } = await says(by.sign(platformReceipt(number, 'NEVER-SENT')));
      return reason ?? state;
    };
    await trust(second);
    expect([await isGood(signer, 'R-11'), await isGood(second, 'R-12')]).toEqual(['accepted', 'accepted']);
    const { id } = await trust(third);
    const now = [await isGood(signer, 'R-13'), await isGood(second, 'R-14'), await isGood(third, 'R-15')];
    expect(now).toEqual(['signature-expired', 'accepted', 'accepted']);
    await hub.gateway.secrets.retire(id, 'test');
    expect([await isGood(signer, 'R-16'), await isGood(third, 'R-17')]).toEqual([
      'accepted',
      'signature-expired',
    ]);
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
    const errors = [{ code: 'partner-11', text: { zh: '车次无预报', en: '车次无预报' } }];
    expect(await answered('customs', reference)).toMatchObject({ state: 'rejected', errors });
  });
});
