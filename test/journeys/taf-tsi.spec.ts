import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uicEnvelope } from '#libs/channels';
import { codecFor } from '#libs/codecs';
import { SchemaLibrary } from '#libs/validation';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import type { JourneyView } from '../support/views.js';

const folder = 'schemas/partners/railway-taf/samples';
const runningInformation = readFileSync(`${folder}/train-running-information.xml`, 'utf8');
const consignmentOrder = readFileSync(`${folder}/consignment-order.xml`, 'utf8');
const liHost = 'ci.railway.example';
const header = 'http://uic.cc.org/UICMessage/Header';

interface Said {
  readonly http: number;
  readonly status: string | undefined;
  readonly text: string;
}

describe('a railway that speaks TAF TSI', () => {
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
    hub = await Installation.start({ edition: 'embedded' });
    operator = await hub.client('operator');
    token = await hub.tokenOf('railway-taf');
  });
  afterAll(() => hub.close());

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

  it('reads in the WSDL what the service takes', async () => {
    const response = await fetch(new URL('/common-interface?wsdl', hub.url));
    const text = await response.text();
    expect(response.status).toBe(200);
    for (const name of ['UICMessage', header, 'messageLiHost', '/common-interface"'])
      expect(text).toContain(name);
  });
});

describe('TAF TSI messages', () => {
  const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
  const codesOf = (text: string, name: string): string[] => {
    const { document } = codecFor('xml').decode(Buffer.from(text));
    return schemas.validate(document!, `partners/railway-taf/${name}`).map(({ code }) => code);
  };

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
