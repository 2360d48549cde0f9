import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedAnswers, type OpenApiDocument } from '../interfaces/documented-answers.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { iftmin, interchange } from '../support/edifact-samples.js';
import type { Answer, HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

interface ReportView {
  format: string;
  verdict: string;
  reason: string | null;
  issues: { code: string; text: { zh: string; en: string } }[];
  messages: {
    issues: { code: string; location: object; text: { zh: string; en: string } }[];
    canonicals: { type: string; lineage: object[] }[];
    destinations: { id: string; content: { text: string } | null }[];
    otherDestinations: number;
  }[];
  acknowledgements: { contentType: string; text: string; base64: string }[];
}

const draft = `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { format: xml, charset: gb18030, when: always }
agreements:
  - id: order
    version: 1
    state: draft
    recognise: { format: xml, root: KHDD }
    schema: sources/sys-1/order
    mappings: [sys-1/order-to-transport-order]
    reference: [BWT/BWBH]
`;
const order = (changes = {}): Buffer =>
  keyAccountOrder({ reference: 'DK2026031600002001', order: 'DD2026031602001' }, changes);
const path = '/v1/sandbox/messages';

describe('the sandbox', () => {
  let folder: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;
  let documented: DocumentedAnswers;
  let before: unknown;

  const counts = async (): Promise<unknown> =>
    hub.gateway.dataSource.query(
      `SELECT (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM outbox) AS outbox,
         (SELECT count(*) FROM delivery) AS deliveries, (SELECT count(*) FROM message_reference) AS refs,
         (SELECT count(*) FROM control_number) AS numbers`,
    );

  const tried = async (
    client: HubClient,
    body: Buffer | string,
    query = '',
    fileName?: string,
  ): Promise<Answer<ReportView>> => {
    const headers = {
      'content-type': 'application/octet-stream',
      ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
    };
    const text = Buffer.isBuffer(body) ? body : Buffer.from(body);
    const response = await fetch(`${hub.url}${path}${query}`, {
      method: 'POST',
      body: new Uint8Array(text),
      headers: { ...headers, ...(await authorised(client)) },
    });
    const answer = {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as ReportView,
    };
    expect(documented.faultsOf(`POST ${path}`, answer)).toEqual([]);
    return answer;
  };
  const names = new Map<HubClient, string>();
  const authorised = async (client: HubClient): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await hub.tokenOf(names.get(client)!)}`,
  });
  const clientOf = async (name: string): Promise<HubClient> => {
    const client = await hub.client(name);
    names.set(client, name);
    return client;
  };

  beforeAll(async () => {
    folder = configurationFolder();
    folder.write('newcomer.yaml', draft);
    hub = await Installation.start({ edition: 'embedded', configurationRoot: folder.root });
    operator = await clientOf('operator');
    before = await counts();
    documented = new DocumentedAnswers((await operator.get<OpenApiDocument>('/openapi.json')).body);
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
  });

  it('tells a partner at once what its message would become, and whom it would reach only in number', async () => {
    const { status, body } = await tried(await clientOf('sys-1'), order());
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: 'xml', charset: 'gb18030', rootName: 'KHDD', verdict: 'accepted' });
    const [message] = body.messages;
    expect(message).toMatchObject({ destinations: [], otherDestinations: 1 });
    expect(message!.canonicals).toMatchObject([
      { type: 'transport-order', value: { orderNumber: 'DD2026031602001' } },
    ]);
    expect(message!.canonicals[0]!.lineage.length).toBeGreaterThan(20);
    const [answer] = body.acknowledgements;
    expect(answer!.contentType).toContain('gb18030');
    expect(answer!.text).toContain('<result>accepted</result>');
    expect(JSON.stringify(body)).not.toContain('sys-2');
  });

  it('tells all faults with their places in both languages', async () => {
    const wrong = order({ '<DZTMISM>30062<': '<DZTMISM>99999<', '91610111719702345H': '916101117197023451' });
    const { body } = await tried(await clientOf('sys-1'), wrong);
    expect(body.verdict).toBe('refused');
    const issues = body.messages[0]!.issues;
    expect(issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['check-digit-wrong', 'code-not-listed']),
    );
    for (const { location, text } of issues) {
      expect(location).toHaveProperty('path');
      expect(text.zh).not.toBe(text.en);
    }
  });

  it('gives the CONTRL of an interchange that is a test too, and where it would go', async () => {
    const bytes = interchange({ reference: 'SANDBOX1', test: true }, [iftmin('1', 'ORDER1')]);
    const { body } = await tried(await clientOf('forwarder-edi'), bytes);
    expect(body.messages[0]).toMatchObject({ canonicals: [{ type: 'transport-order' }] });
    expect(body.acknowledgements[0]!.text).toContain("UCI+SANDBOX1+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+7'");
  });

  it.each([
    ['sys-6', 'parcel-sender/LSKY_', 'csv', 'csv', 'refused', 'parcel-shipment', ''],
    ['sys-6', 'parcel-status-sender/LSZT_', 'txt', 'fixed-width', 'mixed', 'transport-status', ''],
    ['port-edi', 'edifact-codeco-sender/', 'edi', 'edifact', 'refused', 'equipment-event', 'UCM+1+CODECO:'],
    ['shipper-x12', 'x12-404-sender/', 'x12', 'x12', 'refused', 'transport-order', '~AK3*BX*2**3~AK5*R*5~'],
  ])('tells %s of %s both what becomes of it and what is wrong', async (name, place, extension, ...told) => {
    const [format, verdict, type, fault] = told;
    const client = await clientOf(name);
    const sample = async (kind: string): Promise<ReportView> => {
      const path = `schemas/conformance/samples/${place}${kind}.${extension}`;
      const { status, body } = await tried(client, readFileSync(path), '', basename(path));
      expect([status, body.format]).toEqual([200, format]);
      return body;
    };
    const right = await sample('1-valid');
    expect([right.verdict, right.messages[0]!.canonicals[0]!.type]).toEqual(['accepted', type]);
    const wrong = await sample('3-wrong');
    expect(wrong.verdict).toBe(verdict);
    const [{ location, text }] = wrong.messages[0]!.issues as [ReportView['messages'][0]['issues'][0]];
    expect(Object.keys(location)).toContain('path');
    expect(text.zh).not.toBe(text.en);
    // system 6 is never answered, it asks
    const answers = ({ acknowledgements }: ReportView): string =>
      acknowledgements.map((one) => one.text).join();
    expect([answers(right) === '', answers(wrong).includes(fault)]).toEqual([name === 'sys-6', true]);
  });

  it('tells the format by the agreement where the bytes do not show it', async () => {
    const lines = readFileSync('schemas/conformance/samples/parcel-status-sender/LSZT_1-valid.txt');
    const short = Buffer.concat([lines.subarray(0, 160), Buffer.from('\r\n'), lines.subarray(298)]);
    const { body } = await tried(await clientOf('sys-6'), short, '', 'LSZT_short.txt');
    expect(body).toMatchObject({ format: 'fixed-width', verdict: 'mixed' });
  });

  it('has stored nothing of all this and taken no number', async () => {
    expect(await counts()).toEqual(before);
  });

  it('examines drafts for operators, and for their partner only what is agreed', async () => {
    const newcomer = await clientOf('newcomer');
    expect((await tried(newcomer, order())).body).toMatchObject({
      verdict: 'quarantined',
      reason: 'agreement-draft',
      hint: { agreements: [{ id: 'newcomer.order.1', state: 'draft', recognise: { root: 'KHDD' } }] },
    });
    const asOperator = await tried(operator, order(), '?partner=newcomer&agreement=newcomer.order.1');
    expect(asOperator.body).toMatchObject({ verdict: 'accepted', messages: [{ otherDestinations: 0 }] });
  });

  it('is closed to strangers and to who asks for another partner, and takes no more than a mebibyte', async () => {
    const partner = await clientOf('sys-2');
    expect((await tried(partner, order(), '?partner=sys-1')).status).toBe(404);
    expect((await tried(partner, order(), '?agreement=sys-1.order.1')).status).toBe(404);
    expect((await tried(operator, order())).status).toBe(404);
    expect((await hub.stranger().post(path)).status).toBe(401);
    expect((await tried(partner, '')).status).toBe(400);
    expect((await tried(partner, 'x'.repeat(1024 * 1024))).status).toBe(413);
  });

  it('answers hostile samples like all others', async () => {
    const partner = await clientOf('sys-1');
    const bomb = `<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><KHDD>&d;</KHDD>`;
    for (const sample of [bomb, '<KHDD>'.repeat(5_000), '\0\0\0', '{"a":'.repeat(20_000)])
      expect((await tried(partner, sample)).body.verdict).not.toBe('accepted');
  });

  it('tells who asks too often to wait', async () => {
    const partner = await hub.client('sys-5');
    const statuses = new Set<number>();
    for (let asked = 0; asked < 30; asked++)
      statuses.add((await partner.tell('POST', path, 'x', { 'content-type': 'text/plain' })).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});
