import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signWebhook } from './sign.js';
import { newSecret, NotASigningSecret } from './signing-key.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const at = new Date(1_614_265_330_000);
const vector = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: bytes('{"test": 2432232314}') };
const hmacSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ed25519Secret = 'whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=';
// published with the reference libraries of Standard Webhooks: JavaScript for v1, Go for v1a
const hmacSignature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const ed25519Signature =
  'v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==';

const sign = (...secrets: string[]): string =>
  signWebhook(secrets.map(bytes), vector.id, at, vector.body)['webhook-signature'];

describe('signatures of webhooks', () => {
  it('are those that the reference libraries of Standard Webhooks publish', () => {
    expect(sign(hmacSecret)).toBe(hmacSignature);
    expect(sign(ed25519Secret)).toBe(ed25519Signature);
  });

  it('are one for each secret, of whatever kind, so that either gets through', () => {
    expect(sign(hmacSecret, ed25519Secret)).toBe(`${hmacSignature} ${ed25519Signature}`);
  });

  it('of new secrets convince the library of the standard', () => {
    const [old, young] = [newSecret('v1'), newSecret('v1')];
    const headers = signWebhook(
      [bytes(young.secret), bytes(old.secret)],
      'evt-1',
      new Date(),
      bytes('{"a":1}'),
    );
    for (const { forReceiver } of [old, young])
      expect(new Webhook(forReceiver).verify('{"a":1}', headers)).toEqual({ a: 1 });
    expect(() => new Webhook(old.forReceiver).verify('{"a":2}', headers)).toThrow();
    expect(() => new Webhook(newSecret('v1').forReceiver).verify('{"a":1}', headers)).toThrow();
  });

  it('with Ed25519 are checked with the public key alone', () => {
    const { secret, forReceiver } = newSecret('v1a');
    const headers = signWebhook([bytes(secret)], 'evt-1', at, bytes('{"a":1}'));
    const x = Buffer.from(forReceiver.slice('whpk_'.length), 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const signature = Buffer.from(headers['webhook-signature'].slice('v1a,'.length), 'base64');
    expect(verify(null, bytes('evt-1.1614265330.{"a":1}'), key, signature)).toBe(true);
    expect(verify(null, bytes('evt-1.1614265330.{"a":2}'), key, signature)).toBe(false);
  });

  it('are not made with what is no secret of the standard', () => {
    for (const wrong of [
      '',
      'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'whsec_c2hvcnQ=',
      'whsk_c2hvcnQ=',
      'whsec_!',
    ])
      expect(() => sign(wrong)).toThrow(NotASigningSecret);
  });

  it('never cover an id that could shift what is signed', () => {
    expect(() => signWebhook([bytes(hmacSecret)], 'evt.1', at, vector.body)).toThrow('full stop');
  });
});
