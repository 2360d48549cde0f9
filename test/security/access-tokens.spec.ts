import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createLocalJWKSet,
  decodeJwt,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { Clients, Credentials, SigningKeys, type GrantedScope } from '#libs/partners';
import type { Answer } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import { selfSigned } from './certificates.js';
import { ForeignIssuer } from './foreign-issuer.js';
import { askForToken } from './token-client.js';

let hub: Installation;
let issuer: ForeignIssuer;
let clients: Clients;

beforeAll(async () => {
  issuer = await ForeignIssuer.start();
  const environment = { BIANZU_OIDC_ISSUER: issuer.url, BIANZU_TRUSTED_PROXIES: '127.0.0.0/8' };
  hub = await Installation.start({ edition: 'embedded', environment });
  clients = new Clients(hub.gateway.dataSource);
});
afterAll(async () => {
  await hub.close();
  issuer.close();
});

const statusWith = async (token: string, path = '/v1/messages', headers = {}): Promise<number> =>
  (await hub.stranger(token).get(path, headers)).status;
const basic = (id: string, secret: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const order = (last: string): Buffer =>
  Buffer.from(keyAccountOrder({ reference: `DK20260316000017${last}`, order: `DD202603160017${last}` }));

describe('the token endpoint', () => {
  it('gives a client a signed token for minutes, which everybody can check by our keys and metadata', async () => {
    const secret = await clients.issueSecret('sys-1', ['messages', 'base-data']);
    const { status, headers, body } = await askForToken(hub.stranger(), {}, basic('sys-1', secret));
    expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'no-store' });
    const metadata = await hub
      .stranger()
      .get<Record<string, string>>('/.well-known/oauth-authorization-server');
    const { body: jwks } = await hub.stranger().get<JSONWebKeySet>('/oauth/jwks');
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const { payload } = await jwtVerify(body.access_token, createLocalJWKSet(jwks), {
      issuer: metadata.body.issuer!,
      audience: 'bianzu',
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ sub: 'sys-1', client_id: 'sys-1', scope: 'messages base-data' });
    expect(payload.exp! - payload.iat!).toBe(600);
    expect((await hub.stranger(body.access_token).send(order('01'))).status).toBe(202);
  });

  it('takes the secret in the form as well, and gives less when less is asked for', async () => {
    const secret = await clients.issueSecret('sys-1', ['messages']);
    const asked = { client_id: 'sys-1', client_secret: secret, scope: 'messages:send:party messages:read' };
    const { body } = await askForToken(hub.stranger(), asked);
    expect(body.scope).toBe('messages:send:party messages:read');
    expect(await statusWith(body.access_token)).toBe(200);
    const more = await askForToken(hub.stranger(), { ...asked, scope: 'operations' });
    expect({ status: more.status, error: more.body.error }).toEqual({ status: 400, error: 'invalid_scope' });
  });

  it('takes an assertion signed by the key of the client, once', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256' } as JWK;
    await clients.addKey('sys-2', jwk, ['messages']);
    const assertion = (sub: string): Promise<string> =>
      new SignJWT({ jti: 'one', iss: sub, sub, aud: 'http://127.0.0.1:0' })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime('1 minute')
        .sign(privateKey);
    const form = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion('sys-2'),
    };
    expect((await askForToken(hub.stranger(), form)).status).toBe(200);
    expect((await askForToken(hub.stranger(), form)).status).toBe(401);
    const foreign = { ...form, client_assertion: await assertion('sys-1') };
    expect((await askForToken(hub.stranger(), foreign)).status).toBe(401);
  });

  it('gives nothing for another client’s secret, a revoked one, an API key, or two proofs at once', async () => {
    const secret = await clients.issueSecret('sys-4', ['messages']);
    const wrong = async (form: Record<string, string>, headers = {}): Promise<number> =>
      (await askForToken(hub.stranger(), form, headers)).status;
    expect(await wrong({ client_id: 'sys-5', client_secret: secret })).toBe(401);
    expect(await wrong({ client_id: 'sys-4', client_secret: secret }, basic('sys-4', secret))).toBe(400);
    expect(await wrong({ client_id: 'sys-1', client_secret: await hub.tokenOf('sys-1') })).toBe(401);
    expect(await wrong({})).toBe(401);
    await new Credentials(hub.gateway.dataSource).revoke('sys-4');
    expect(await wrong({ client_id: 'sys-4', client_secret: secret })).toBe(401);
    expect(await statusWith(secret)).toBe(401);
  });
});

describe('an access token', () => {
  const tokenOf = async (id: string, scopes: readonly GrantedScope[], headers = {}): Promise<string> => {
    const client_secret = await clients.issueSecret(id, scopes);
    return (await askForToken(hub.stranger(), { client_id: id, client_secret }, headers)).body.access_token;
  };

  it('goes on being good when the key is rotated once; the newest signs', async () => {
    const before = await tokenOf('sys-1', ['messages']);
    const id = await new SigningKeys(hub.gateway.secrets).rotate('li');
    expect(await statusWith(before)).toBe(200);
    const { body } = await hub.stranger().get<JSONWebKeySet>('/oauth/jwks');
    expect(body.keys.length).toBeGreaterThan(0);
    const keys = new SigningKeys(hub.gateway.secrets);
    expect((await keys.all()).map((key) => key.id)).toContain(id);
  });

  it('lets its holder send the types of messages that its scopes name, and no others', async () => {
    const orders = hub.stranger(await tokenOf('sys-1', ['messages:send:transport-order']));
    expect((await orders.send(order('02'))).status).toBe(202);
    const unknown = await orders.send('<UNKNOWN/>');
    expect(unknown).toMatchObject({ status: 403, body: { title: 'forbidden-type' } });
    const parties = hub.stranger(await tokenOf('sys-1', ['messages:send:party']));
    expect(await parties.send(order('03'))).toMatchObject({ status: 403, body: { title: 'forbidden-type' } });
    const reader = hub.stranger(await tokenOf('sys-1', ['messages:read']));
    expect(await reader.send(order('04'))).toMatchObject({ status: 403, body: { title: 'forbidden' } });
    const receiver = hub.stranger(await tokenOf('sys-1', ['messages:receive:*']));
    expect((await receiver.send(order('05'))).status).toBe(403);
  });

  it('names types of canonical messages too, which a partner sends without any mapping', async () => {
    const sent = async (scope: GrantedScope): Promise<Answer<unknown>[]> => {
      const shipper = hub.stranger(await tokenOf('shipper-api', [scope]));
      const xml = '<TransportOrder xmlns="urn:bianzu:canonical:transport-order:1"/>';
      const fileName = 'transport-order.1.json';
      return [
        await shipper.send(xml, { contentType: 'application/xml' }),
        await shipper.send('{}', { contentType: 'application/json', fileName }),
        await shipper.send('{}', { contentType: 'application/json', fileName: 'party.1.json' }),
      ];
    };
    const statuses = async (scope: GrantedScope): Promise<number[]> =>
      (await sent(scope)).map(({ status }) => status);
    expect(await statuses('messages:send:transport-order')).toEqual([202, 202, 403]);
    expect(await statuses('messages:send:party')).toEqual([403, 403, 403]);
    expect(await statuses('messages:receive:transport-order')).toEqual([403, 403, 403]);
  });

  it('lets its holder fetch the types of messages that its scopes name, and all acknowledgements', async () => {
    const seen = async (scope: GrantedScope): Promise<number[]> => {
      const fetching = hub.stranger(await tokenOf('sys-2', [scope]));
      const paths = ['out.sys-2-orders', 'reply.sys-2', 'out.sys-4-statuses'];
      const answers = paths.map((name) => fetching.get(`/v1/queues/bianzu.${name}`));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await seen('messages:receive:transport-order')).toEqual([200, 200, 404]);
    expect(await seen('messages:receive:party')).toEqual([404, 200, 404]);
    expect(await seen('messages:send:transport-order')).toEqual([403, 403, 403]);
  });

  it('is worth nothing when it is altered, unsigned, signed with the public key as a secret, or for somebody else', async () => {
    const token = await tokenOf('sys-1', ['messages']);
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const { body } = await hub.stranger().get<JSONWebKeySet>('/oauth/jwks');
    const claims = { ...decodeJwt(token), scope: 'operations' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const asSecret = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: body.keys[0]!.kid! })
      .sign(Buffer.from(JSON.stringify(body.keys[0])));
    for (const wrong of [
      `${header}.${forged}.${signature}`,
      `${header}.${payload}.`,
      new UnsecuredJWT(claims).encode(),
      await asSecret,
      await issuer.token({ partner: 'sys-1', scope: 'operations', iss: claims.iss! }),
    ])
      expect(await statusWith(wrong)).toBe(401);
  });

  it('that is bound to a certificate is good with that certificate only', async () => {
    const [own, other] = [selfSigned('own'), selfSigned('other')];
    const shown = (der: Buffer): Record<string, string> => ({ 'client-cert': `:${der.toString('base64')}:` });
    const token = await tokenOf('sys-1', ['messages'], shown(own));
    const thumbprint = createHash('sha256').update(own).digest('base64url');
    expect(decodeJwt(token)).toMatchObject({ cnf: { 'x5t#S256': thumbprint } });
    expect(await statusWith(token, '/v1/messages', shown(own))).toBe(200);
    expect(await statusWith(token, '/v1/messages', shown(other))).toBe(401);
    expect(await statusWith(token)).toBe(401);
  });
});

describe('a token of an OpenID Connect provider', () => {
  it('is believed for partner, scopes and audience as it says', async () => {
    const token = await issuer.token({ partner: 'sys-1', scope: 'messages' });
    expect(await statusWith(token)).toBe(200);
    expect(await statusWith(token, '/v1/audit')).toBe(403);
  });

  it('makes a person of somebody with roles, who may do what the roles may, whatever else the token says', async () => {
    const auditor = await issuer.token({
      roles: ['auditor', 'chief'],
      scope: 'operations',
      partner: 'sys-1',
    });
    expect(await statusWith(auditor, '/v1/audit')).toBe(200);
    expect(await statusWith(auditor, '/v1/operations/findings')).toBe(403);
  });

  it('is not believed when it has ended, is for another audience, of another issuer or under another key', async () => {
    const usual = { partner: 'sys-1', scope: 'messages' };
    for (const wrong of [
      await issuer.token({ ...usual, exp: Math.floor(Date.now() / 1_000) - 60 }),
      await issuer.token({ ...usual, aud: 'somewhere-else' }),
      await issuer.token({ ...usual, iss: 'https://elsewhere.example' }),
      await issuer.token(usual, { kid: 'another' }),
      await issuer.token({ scope: 'messages' }),
    ])
      expect(await statusWith(wrong)).toBe(401);
  });
});

describe('an API key', () => {
  const keyOf = (id: string): Promise<string> =>
    new Credentials(hub.gateway.dataSource).issue(id, ['messages', 'base-data']);

  it('lets systems of our house in, and outside partners only until something of theirs is live', async () => {
    expect(await statusWith(await keyOf('sys-1'))).toBe(200);
    const outside = hub.stranger(await keyOf('dcsa-carrier'));
    expect(await outside.get('/v1/messages')).toMatchObject({
      status: 403,
      body: { title: 'key-in-test-only' },
    });
  });

  it('made as an example is good from this machine, and through nothing that runs on it', async () => {
    const example = await hub.tokenOf('dcsa-carrier');
    expect(await statusWith(example)).toBe(200);
    expect(await statusWith(example, '/v1/messages', { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  });
});
