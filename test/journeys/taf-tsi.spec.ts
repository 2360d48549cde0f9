import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uicEnvelope } from '#libs/channels';
import { codecFor } from '#libs/codecs';
import { SchemaLibrary } from '#libs/validation';
import { tafError, TafRailway, tafReceiptConfirmation } from '../simulators/taf-railway.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import type { JourneyView } from '../support/views.js';

const folder = 'schemas/partners/railway-taf/samples';
const runningInformation = readFileSync(`${folder}/train-running-information.xml`, 'utf8');
const consignmentOrder = readFileSync(`${folder}/consignment-order.xml`, 'utf8');
const liHost = 'ci.railway.example';
const header = 'http://uic.cc.org/UICMessage/Header';

const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
/** By our rules, and by the public XSD where the installation has it. */
const codesOf = (text: string, name: string): string[] => {
  const { document } = codecFor('xml').decode(Buffer.from(text));
  return schemas.validate(document!, `partners/railway-taf/${name}`).map(({ code }) => code);
};

interface Said {
  readonly http: number;
  readonly status: string | undefined;
  readonly text: string;
}

/** A system of our house that reports trains in our own words. */
const dispatch = `partner: dispatch
name: { zh: 调度, en: Dispatch }
kind: own
channels: [rest]
acknowledgement: { when: never }
agreements:
  - id: status
    version: 1
    recognise: { format: json }
    schema: canonical/transport-status/1
    mappings: []
    reference: [documentId]
`;

const trainStatus = (documentId: string): string =>
  JSON.stringify({
    documentId,
    issuedAt: '2026-03-16T16:00:00+08:00',
    senderSystem: 'dispatch',
    functionCode: '9',
    references: [{ type: 'train', value: `X8020/${documentId}` }],
    statusCode: 'departed',
    occurredAt: '2026-03-16T15:50:00+08:00',
    location: { tmisCode: '30062', name: '团结村' },
    transportMeans: { modeCode: '2', trainNumber: 'X8020', carrierName: '9901' },
  });

describe('a railway that speaks TAF TSI', () => {
  const railway = new TafRailway();
  let folder: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;
  let token: string;

  const call = async (envelope: string, authorization = `Bearer ${token}`): Promise<Said> => {
    const response = await fetch(new URL('/common-interface', hub.url), {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""', authorization },
      body: envelope,
    });
    const text = await response.text();
    return { http: response.status, status: /<ResponseStatus>(\w+)</.exec(text)?.[1], text };
  };
  const message = (deliveryId: string, content: string, compressed = false): string =>
    uicEnvelope({ deliveryId, bytes: Buffer.from(content), contentType: 'text/xml' }, { liHost, compressed });
  const newest = async (): Promise<JourneyView> => {
    const [row] = await hub.gateway.dataSource.query<{ id: string }[]>(
      `SELECT id FROM message WHERE sender = 'railway-taf' AND channel = 'soap' ORDER BY id DESC LIMIT 1`,
    );
    return operator.settled(row!.id);
  };

  beforeAll(async () => {
    folder = configurationFolder();
    folder.write('dispatch.yaml', dispatch);
    const address = 'https://railway.example/LIServices/LIReceiveMessage';
    folder.replace('railway-taf.yaml', address, await railway.open());
    folder.replace('railway-taf.yaml', 'when: always', 'when: always, connection: common-interface');
    folder.replace('railway-taf.yaml', 'state: test', 'state: live');
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
    token = await hub.tokenOf('railway-taf');
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
    railway.close();
  });

  it('gets ACK when the message is durable, which becomes the status of a train', async () => {
    const said = await call(message('CALL-1', runningInformation));
    expect(said).toMatchObject({ http: 200, status: 'ACK' });
    expect(said.text).toContain('<MessageIdentifier>9901-TRI-20260315-000184</MessageIdentifier>');
    const journey = await newest();
    expect(journey).toMatchObject({ state: 'accepted', channel: 'soap', sender: 'railway-taf' });
    expect(journey.canonical[0]).toMatchObject({
      type: 'transport-status',
      document: {
        statusCode: 'in-transit',
        references: [{ type: 'train', value: 'TR/9901/----80012026/01/2026/2026-03-14' }],
      },
    });
  });

  it('may call again: it is the same message', async () => {
    expect(await call(message('CALL-1', runningInformation))).toMatchObject({ http: 200, status: 'ACK' });
    const other = runningInformation.replace('000184', '000185');
    expect(await call(message('CALL-1', other))).toMatchObject({ http: 200, status: 'NACK' });
  });

  it('sends consignment orders compressed', async () => {
    expect(await call(message('CALL-2', consignmentOrder, true))).toMatchObject({ status: 'ACK' });
    expect(await newest()).toMatchObject({ state: 'accepted', channel: 'soap' });
  });

  it('hears why a message is not taken', async () => {
    const stranger = runningInformation.replace('<Sender>9901', '<Sender>0080');
    expect((await call(message('CALL-3', stranger))).text).toContain('the sender "0080" is not you');
    const encrypted = message('CALL-4', runningInformation).replace(
      '<h:encrypted>false',
      '<h:encrypted>true',
    );
    expect((await call(encrypted)).text).toContain('encrypted messages are not agreed on');
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024)).toString('base64');
    const inflating = message('CALL-5', 'x', true).replace(
      /<message>.*<\/message>/,
      `<message>${bomb}</message>`,
    );
    expect(await call(inflating)).toMatchObject({ http: 200, status: 'NACK' });
    const nameless = message('', runningInformation);
    expect(await call(nameless)).toMatchObject({ http: 200, status: 'NACK' });
  });

  it.each([
    ['no XML', 'Hello', 'Client'],
    ['an entity', `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1_000)}">]><a>&b;</a>`, 'Client'],
    ['a file from here', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'Client'],
    ['too deep', '<a>'.repeat(500) + '</a>'.repeat(500), 'Client'],
    ['SOAP 1.2', '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>', 'VersionMismatch'],
    ['another call', message('C', '<a/>').replaceAll('uic:UICMessage', 'uic:Other'), 'Client'],
  ])('gets a SOAP fault for %s', async (_, envelope, code) => {
    const said = await call(envelope);
    expect(said.http).toBe(500);
    expect(said.text).toContain(`<faultcode>soap:${code}</faultcode>`);
    expect(said.text).not.toContain('root:');
  });

  it('has to show who it is', async () => {
    expect((await call(message('CALL-6', runningInformation), 'Bearer none')).http).toBe(401);
    const other = await hub.tokenOf('sys-1');
    expect(await call(message('CALL-7', runningInformation), `Bearer ${other}`)).toMatchObject({
      status: 'NACK',
    });
  });

  const answerTo = (identifier: string, root: string): Promise<string> =>
    eventually(`${root} about ${identifier}`, async () =>
      railway.messages.find((text) => text.startsWith(`<${root} `) && text.includes(`>${identifier}<`)),
    );
  const withNumber = (text: string, number: string): string =>
    text.replaceAll(/\d{6}(?=<\/(MessageI|SenderR))/g, number);

  it('hears of the content by the common interface: taken, refused with every fault, broken off', async () => {
    await call(message('CALL-10', withNumber(runningInformation, '001001')));
    const receipt = await answerTo('9901-TRI-20260315-001001', 'ReceiptConfirmationMessage');
    expect(codesOf(receipt, 'receipt-confirmation')).toEqual([]);
    expect(receipt).toContain('<Sender>0033</Sender><Recipient>9901</Recipient>');

    const wrong = withNumber(consignmentOrder, '001002')
      .replace('<ConsignmentNumber>004217', '<ConsignmentNumber>42')
      .replaceAll('<CarrierCode>0033', '<CarrierCode>0020');
    expect(await call(message('CALL-11', wrong))).toMatchObject({ status: 'ACK' });
    const refusal = await answerTo('9901-COM-20260312-001002', 'ErrorMessage');
    expect(codesOf(refusal, 'error')).toEqual([]);
    expect(refusal.match(/<Severity>2</g)!.length).toBeGreaterThan(1);
    expect(refusal).toContain('/COMS/COM/AcceptancePoint/ConsignmentNumber</TagReference>');

    // over REST, for the common interface takes no such thing
    const client = await hub.client('railway-taf');
    const whole = withNumber(consignmentOrder, '001003');
    await client.taken(whole.slice(0, whole.indexOf('<DeliveryPoint>')));
    const broken = await answerTo('9901-COM-20260312-001003', 'ErrorMessage');
    expect(codesOf(broken, 'error')).toEqual([]);
    expect(broken).toContain('<TypeOfError>2</TypeOfError><Severity>2</Severity><ErrorCode>6001<');
  });

  it('says what it thinks of our train reports: matched, rejected, late, of none of ours', async () => {
    const sender = await hub.client('dispatch');
    const report = async (documentId: string): Promise<string> => {
      const id = await sender.taken(trainStatus(documentId), { contentType: 'application/json' });
      expect(await sender.settled(id)).toMatchObject({ state: 'accepted' });
      const sent = await answerTo(documentId, 'TrainRunningInformationMessage');
      expect(codesOf(sent, 'train-running-information')).toEqual([]);
      return id;
    };
    const [taken, refused, late] = [await report('D-1'), await report('D-2'), await report('D-3')];
    await hub.gateway.dataSource.query(
      `UPDATE expected_acknowledgement SET due_at = sent_at - interval '1 hour' WHERE interchange_reference = 'D-3'`,
    );
    const before = railway.messages.length;
    const heard = async (callId: string, text: string): Promise<object> => {
      expect(await call(message(callId, text))).toMatchObject({ status: 'ACK' });
      const { id, state } = await newest();
      expect(state).toBe('accepted');
      const [row] = await hub.gateway.dataSource.query<object[]>(
        'SELECT result, verdict FROM received_acknowledgement WHERE message_id = $1',
        [id],
      );
      return row!;
    };
    expect(await heard('A-1', tafReceiptConfirmation('RC-1', 'D-1'))).toEqual({
      result: 'matched',
      verdict: 'accepted',
    });
    expect(await heard('A-2', tafError('ER-1', 'D-2', 'no path'))).toMatchObject({ result: 'rejected' });
    expect(await heard('A-3', tafReceiptConfirmation('RC-2', 'D-3'))).toMatchObject({ result: 'late' });
    expect(await heard('A-4', tafReceiptConfirmation('RC-3', 'D-9'))).toMatchObject({ result: 'orphan' });
    // the worst word counts
    expect(await heard('A-5', tafError('ER-2', 'D-1', 'cancelled'))).toMatchObject({ result: 'rejected' });
    const stateOf = async (id: string): Promise<unknown> =>
      (await operator.journey(id)).deliveries.find(({ destination }) => destination === 'railway-taf-trains')
        ?.acknowledgement;
    expect(await stateOf(taken)).toMatchObject({ state: 'rejected' });
    expect(await stateOf(refused)).toMatchObject({
      state: 'rejected',
      errors: [{ code: 'partner-6021', path: '//OperationalTrainNumber', text: { en: 'no path' } }],
    });
    expect(await stateOf(late)).toMatchObject({ state: 'accepted' });
    // what answers is not answered, or two hubs would never come to an end
    expect(railway.messages.slice(before)).toEqual([]);
  });

  it('reads in the WSDL what the service takes', async () => {
    const response = await fetch(new URL('/common-interface?wsdl', hub.url));
    const text = await response.text();
    expect(response.status).toBe(200);
    for (const name of ['UICMessage', header, 'messageLiHost', '/common-interface"'])
      expect(text).toContain(name);
  });
});

describe('TAF TSI messages', () => {
  it('are right as the samples have them, by our rules and by the public XSD where that is', () => {
    expect(codesOf(runningInformation, 'train-running-information')).toEqual([]);
    expect(codesOf(consignmentOrder, 'consignment-order')).toEqual([]);
  });

  it('are checked by the public XSD too where the installation has it', () => {
    const wrong = runningInformation.replace('<AgainstBooked>+0030', '<AgainstBooked>+30');
    const isThere = (process.env.BIANZU_PUBLIC_SCHEMAS ?? '') !== '';
    expect(codesOf(wrong, 'train-running-information')).toEqual(isThere ? ['value-length'] : []);
  });
});
