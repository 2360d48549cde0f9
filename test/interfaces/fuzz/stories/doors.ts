import { forgeIdentity } from '../../../../libs/channels/test/as2/forge-cms.js';
import { ForgePartner } from '../../../../libs/channels/test/as2/forge-partner.js';
import { OpenSsl } from '../../../../libs/channels/test/as2/openssl.js';
import { Clients } from '#libs/partners';
import { maxBodyBytes, type FuzzedHub } from '../fuzzed-hub.js';
import { as2Names } from '../newcomer.js';
import { at, withBody } from '../requests.js';

const form = 'application/x-www-form-urlencoded';
const tooLarge = 'x'.repeat(maxBodyBytes + 1);

/** What stands open: tokens, health, metrics, and the doors of other standards. */
export async function tellOfDoors(fuzzed: FuzzedHub): Promise<void> {
  await tellOfTokens(fuzzed);
  const { questions, hub } = fuzzed;
  const stranger = hub.stranger();
  for (const one of ['/metrics', '/health/live', '/health/ready', '/common-interface'])
    await questions.expect(200, stranger, `GET ${one}`, at(one));
  const forwarded = at('/metrics', { 'x-forwarded-for': '10.0.0.1' });
  await questions.expect(403, stranger, 'GET /metrics', forwarded);
  await tellOfCommonInterface(fuzzed);
  await tellOfAs2(fuzzed);
}

async function tellOfTokens({ questions, hub }: FuzzedHub): Promise<void> {
  const secret = await new Clients(hub.gateway.dataSource).issueSecret('sys-1', ['messages']);
  const client = `grant_type=client_credentials&client_id=sys-1&client_secret=`;
  for (const [status, body] of [
    [400, 'grant_type=password'],
    [401, `${client}wrong`],
    [200, `${client}${secret}`],
  ] as const)
    await questions.expect(status, hub.stranger(), 'POST /oauth/token', withBody('/oauth/token', body, form));
  for (const one of ['/oauth/jwks', '/.well-known/oauth-authorization-server'])
    await questions.expect(200, hub.stranger(), `GET ${one}`, at(one));
}

async function tellOfCommonInterface({ questions, operator }: FuzzedHub): Promise<void> {
  const path = '/common-interface';
  const call =
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><UICMessage><message/></UICMessage></e:Body></e:Envelope>';
  for (const [status, body] of [
    [413, tooLarge],
    [500, '<a/>'],
    [200, call],
  ] as const)
    await questions.expect(status, operator, `POST ${path}`, withBody(path, body, 'text/xml'));
}

async function tellOfAs2({ questions, hub }: FuzzedHub): Promise<void> {
  const openssl = new OpenSsl();
  const theirs = openssl.identity('theirs');
  const certificate = openssl.read('theirs.crt');
  openssl.close();
  const { secrets } = hub.gateway;
  await secrets.put('newcomer', 'as2-certificate', certificate, { actor: 'test', kind: 'certificate' });
  const names = { 'as2-from': as2Names.from, 'as2-to': as2Names.to, 'message-id': '<1@newcomer>' };
  const asked = { ...names, 'disposition-notification-to': 'edi@newcomer.example' };
  const type = 'application/xml';
  const mdn = new ForgePartner(forgeIdentity(theirs), []).mdn('<nothing@bianzu>', 'processed', undefined);
  const stranger = hub.stranger();
  for (const [status, path, body, headers] of [
    [400, '/as2', '<a/>', {}],
    [403, '/as2', '<a/>', { ...names, 'as2-from': 'NOBODY' }],
    [403, '/as2', '<a/>', names],
    [413, '/as2', tooLarge, asked],
    [200, '/as2', '<a/>', asked],
    [400, '/as2/mdn', '<a/>', {}],
    [403, '/as2/mdn', '<a/>', names],
    [413, '/as2/mdn', tooLarge, names],
    [200, '/as2/mdn', mdn.body.toString('latin1'), { ...names, 'content-type': mdn.type }],
  ] as const)
    await questions.expect(status, stranger, `POST ${path}`, withBody(path, body, type, headers));
}
