import { createHash, X509Certificate } from 'node:crypto';
import { request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { OpenSsl } from '../../libs/channels/test/as2/openssl.js';
import { Clients } from '#libs/partners';
import { Installation } from '../support/installation.js';

const openssl = new OpenSsl();
let hub: Installation;

/** A key and a certificate, by the authority of this name or by itself. */
function issue(name: string, authority?: string, days = 30): void {
  const subject = ['-subj', `/CN=${name}`, '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  if (authority === undefined) {
    openssl.run('req', '-x509', ...subject, '-keyout', `@${name}.key`, '-out', `@${name}.crt`);
    return;
  }
  openssl.write('extensions', 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  openssl.run('req', ...subject, '-keyout', `@${name}.key`, '-out', '@request');
  const signed = [
    '-CA',
    `@${authority}.crt`,
    '-CAkey',
    `@${authority}.key`,
    '-CAcreateserial',
    '-extfile',
    '@extensions',
  ];
  openssl.run('x509', '-req', '-in', '@request', ...signed, '-days', String(days), '-out', `@${name}.crt`);
}

beforeAll(async () => {
  for (const authority of ['authority', 'foreign-authority']) issue(authority);
  for (const name of ['hub', 'own', 'other']) issue(name, 'authority');
  issue('expired', 'authority', 0);
  issue('foreign', 'foreign-authority');
  issue('self-made');
  hub = await Installation.start({
    edition: 'embedded',
    environment: {
      BIANZU_TLS_KEY: openssl.path('hub.key'),
      BIANZU_TLS_CERTIFICATE: openssl.path('hub.crt'),
      BIANZU_TLS_CLIENT_CA: openssl.path('authority.crt'),
    },
  });
});
afterAll(() => hub.close());
afterAll(() => openssl.close());

interface Asked extends Pick<
  RequestOptions,
  'method' | 'headers' | 'ca' | 'maxVersion' | 'minVersion' | 'ciphers'
> {
  readonly path: string;
  /** Name of the certificate that the client shows. */
  readonly as?: string;
  readonly body?: string;
}

/** One request on a connection of its own, by a client that trusts the authority. */
async function ask({ path, as, body, ...more }: Asked): Promise<{ status: number; body: string }> {
  const shown = as === undefined ? {} : { key: openssl.read(`${as}.key`), cert: openssl.read(`${as}.crt`) };
  const options = { agent: false, ca: openssl.read('authority.crt'), ...shown, ...more } as const;
  const outgoing = request(new URL(path, hub.url), options).end(body);
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode!, body: read }), reject);
    });
  });
}

/** An access token by the secret of sys-1, asked for with this certificate. */
async function tokenWith(as?: string): Promise<string> {
  const secret = await new Clients(hub.gateway.dataSource).issueSecret('sys-1', ['messages']);
  const { status, body } = await ask({
    ...(as === undefined ? {} : { as }),
    ...{ path: '/oauth/token', method: 'POST', body: 'grant_type=client_credentials' },
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`sys-1:${secret}`).toString('base64')}`,
    },
  });
  expect(status).toBe(200);
  return (JSON.parse(body) as { access_token: string }).access_token;
}

const statusOf = async (token: string, as?: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  return (await ask({ path: '/v1/messages', headers, ...(as === undefined ? {} : { as }) })).status;
};

describe('a gateway that ends TLS itself', () => {
  it('serves clients without a certificate, whose tokens are bound to none', async () => {
    expect(hub.url).toMatch(/^https:/);
    const token = await tokenWith();
    expect(decodeJwt(token)['cnf']).toBeUndefined();
    expect(await Promise.all([statusOf(token), statusOf(token, 'own')])).toEqual([200, 200]);
  });

  it('takes a token that is bound to a certificate with this certificate only', async () => {
    const token = await tokenWith('own');
    const { raw } = new X509Certificate(openssl.read('own.crt'));
    expect(decodeJwt(token)['cnf']).toEqual({
      'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
    });
    expect(await statusOf(token, 'own')).toBe(200);
    for (const wrong of ['other', 'expired', 'foreign', 'self-made', undefined])
      expect({ wrong, status: await statusOf(token, wrong) }).toEqual({ wrong, status: 401 });
  });

  it('does not listen to a certificate in a header: nobody has said that a proxy is before it', async () => {
    const token = await tokenWith('own');
    const { raw } = new X509Certificate(openssl.read('own.crt'));
    const headers = { authorization: `Bearer ${token}`, 'client-cert': `:${raw.toString('base64')}:` };
    expect((await ask({ path: '/v1/messages', headers })).status).toBe(401);
  });

  it.each(['expired', 'foreign', 'self-made'])('binds nothing to a certificate that is %s', async (name) => {
    expect(decodeJwt(await tokenWith(name))['cnf']).toBeUndefined();
  });

  it('speaks no TLS before 1.2, nor HTTP without it, and is known by its certificate', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(ask({ path: '/health/live', ...old })).rejects.toMatchObject({
      message: expect.stringContaining('alert protocol version'),
    });
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
      expect(await ask({ path: '/health/live', minVersion: version, maxVersion: version })).toMatchObject({
        status: 200,
      });
    await expect(
      ask({ path: '/health/live', ca: openssl.read('foreign-authority.crt') }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|ISSUER/),
    });
    await expect(fetch(hub.url.replace('https', 'http'))).rejects.toThrow();
  });
});
