import { describe, expect, it } from '@jest/globals';
import type { HubClient } from '../support/hub-client.js';
import type { Installation } from '../support/installation.js';
import { rawRequest } from './raw-request.js';

/** What nobody should be harmed by, in whichever header it stands. */
const values: readonly Buffer[] = [
  `' OR 1=1 --`,
  `'; DROP TABLE message; --`,
  `\\'||pg_sleep(9)||'`,
  '$1',
  '',
  '%00%27',
  '*',
  `W/"'--"`,
  `00-${'1'.repeat(32)}-' OR 1=1-01`,
  '编组',
  'x'.repeat(700),
  'a\0b',
]
  .map((text) => Buffer.from(text))
  // no UTF-8
  .concat(Buffer.from([0x61, 0xff, 0xfe, 0xc3]));

/** Of the gateway, and of those that are often believed without a reason. */
const headers = [
  ['idempotency-key', 'traceparent', 'tracestate', 'if-none-match', 'if-match', 'content-disposition'],
  ['as2-from', 'as2-to', 'message-id', 'subject', 'disposition-notification-to', 'receipt-delivery-option'],
  [
    'x-forwarded-for',
    'x-forwarded-host',
    'x-real-ip',
    'x-request-id',
    'x-original-url',
    'x-http-method-override',
  ],
  ['client-cert', 'soapaction', 'user-agent', 'accept-language', 'cookie', 'referer', 'range', 'forwarded'],
].flat();
const ofSignatures = ['signature', 'signature-input', 'content-digest'];

interface Asked {
  readonly request: string;
  readonly as?: string;
  readonly type?: string;
  readonly body?: string;
}

const json = 'application/json';
const asked: readonly Asked[] = [
  { request: 'POST /v1/messages', as: 'sys-1', type: 'application/xml', body: '<KHDD/>' },
  { request: 'POST /v1/sandbox/messages', as: 'sys-1', type: 'application/xml', body: '<KHDD/>' },
  { request: 'POST /v1/orders', as: 'operator', type: json, body: '{}' },
  {
    request: 'POST /v1/statistics/reports',
    as: 'operator',
    type: json,
    body: '{"from":"2026-01","to":"2026-01"}',
  },
  { request: 'POST /v1/base-data/damage-codes/proposals', as: 'operator', type: 'text/csv', body: 'code' },
  { request: 'POST /v1/webhooks', as: 'sys-1', type: json, body: '{}' },
  { request: 'GET /v1/messages', as: 'sys-1' },
  { request: 'GET /v1/base-data/damage-codes', as: 'sys-1' },
  { request: 'GET /v1/tracking?order=1', as: 'operator' },
  { request: 'GET /v1/audit', as: 'operator' },
  { request: 'GET /v1/partners/sys-1', as: 'operator' },
  { request: 'POST /as2', type: 'application/pkcs7-mime', body: 'x' },
  { request: 'POST /as2/mdn', type: 'multipart/signed', body: 'x' },
  { request: 'POST /oauth/token', type: 'application/x-www-form-urlencoded', body: 'grant_type=x' },
  { request: 'POST /v1/sessions', type: json, body: '{"name":"li","password":"x"}' },
];

/** Text that wants to be SQL, bytes that are no text, and too much of it, in every header at once. */
export function describeHostileHeaders(hub: () => Installation, keyAccounts: () => HubClient): void {
  const statusesOf = async (one: Asked, names: readonly string[]): Promise<number[]> => {
    const { request, as, type, body } = one;
    const token = as === undefined ? [] : [`Authorization: Bearer ${await hub().tokenOf(as)}`];
    const fixed = [`${request} HTTP/1.1`, ...token, ...(type === undefined ? [] : [`Content-Type: ${type}`])];
    const answers = values.map((value) => {
      const hostile = names.map((name) => Buffer.concat([Buffer.from(`${name}: `), value]));
      return rawRequest(hub().url, [...fixed, ...hostile], body);
    });
    return (await Promise.all(answers)).map(({ status }) => status);
  };

  describe('hostile text in whatever header', () => {
    it('breaks nothing: it is taken as text, or refused', async () => {
      const broken: object[] = [];
      for (const one of asked)
        for (const names of [headers, ofSignatures]) {
          const statuses = await statusesOf(one, names);
          if (statuses.some((status) => status < 200 || status >= 500))
            broken.push({ request: one.request, statuses });
          // a NUL in a header is no HTTP
          expect(statuses[values.findIndex((value) => value.includes(0))]).toBe(400);
        }
      expect(broken).toEqual([]);
    });

    it('is a name like any other as an Idempotency-Key, and of one partner only', async () => {
      const key = `' OR '1'='1'; --`;
      const send = async (client: HubClient, text: string): Promise<{ status: number; id: string }> => {
        const { status, body } = await client.send(text, { idempotencyKey: key });
        return { status, id: body.id };
      };
      const first = await send(keyAccounts(), '<one/>');
      expect(await send(keyAccounts(), '<one/>')).toEqual(first);
      expect((await send(keyAccounts(), '<two/>')).status).toBe(422);
      const other = await send(await hub().client('sys-5'), '<two/>');
      expect({ status: other.status, isSame: other.id === first.id }).toEqual({ status: 202, isSame: false });
    });
  });
}
