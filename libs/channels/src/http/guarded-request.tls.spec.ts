import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenSsl } from '../../test/as2/openssl.js';
import type { GuardedAnswer } from './guarded-answer.js';
import { guardedRequest } from './guarded-request.js';

const limits = { connectMs: 2_000, totalMs: 2_000, answerBytes: 100 };

describe('a guarded request by https', () => {
  const openssl = new OpenSsl();
  let server: Server;
  let requests = 0;

  beforeAll(async () => {
    openssl.identity('partner', { subject: 'partner.example', key: 'ec' });
    const identity = { key: openssl.read('partner.key'), cert: openssl.read('partner.crt') };
    server = createServer(identity, (_request, response) => {
      requests += 1;
      response.end('taken');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    openssl.close();
  });

  const ask = (host: string, ca?: Buffer): Promise<GuardedAnswer> => {
    const resolve = async (): Promise<string[]> => ['127.0.0.1'];
    const allow = { http: false, ports: 'any', networks: ['127.0.0.0/8'], resolve } as const;
    const url = `https://${host}:${(server.address() as AddressInfo).port}/`;
    return guardedRequest({ url, method: 'POST', limits, allow, tls: { ca } });
  };

  it('goes to who can show the name that was meant, though it was connected to an address', async () => {
    const trusted = openssl.read('partner.crt');
    expect(await ask('partner.example', trusted)).toMatchObject({ kind: 'answer', status: 200 });
    expect(requests).toBe(1);
  });

  it('sends nothing to who shows another name, or what nobody has signed whom we trust', async () => {
    const trusted = openssl.read('partner.crt');
    expect(await ask('other.example', trusted)).toMatchObject({ kind: 'unreachable' });
    expect(await ask('partner.example')).toMatchObject({ kind: 'unreachable' });
    expect(requests).toBe(1);
  });
});
