import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { newSecret, signWebhook } from '#libs/channels';

type IsGenuine = (headers: Record<string, string>, body: Buffer, secret: string, now?: number) => boolean;

/** The code that docs/webhooks.md gives to partners, as they would run it. */
async function fromThePage(): Promise<IsGenuine> {
  const page = readFileSync('docs/webhooks.md', 'utf8');
  const code = /```js\n([\s\S]+?)```/.exec(page)![1]!;
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isGenuine: IsGenuine;
  };
  return module.isGenuine;
}

const now = 1_614_265_330_000;
const body = Buffer.from('{"test": 2432232314}');
const vector = (signature: string): Record<string, string> => ({
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': signature,
});
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('the code that the page on webhooks gives to receivers', () => {
  it('believes the reference vector of Standard Webhooks, also among others, and nothing else', async () => {
    const isGenuine = await fromThePage();
    expect(isGenuine(vector(signature), body, secret, now)).toBe(true);
    expect(isGenuine(vector(`v2,abc v1,xyz ${signature}`), body, secret, now)).toBe(true);
    expect(isGenuine(vector(signature), Buffer.from('{"test": 2432232315}'), secret, now)).toBe(false);
    expect(isGenuine(vector('v1,'), body, secret, now)).toBe(false);
    expect(isGenuine(vector(signature), body, secret, now + 301_000)).toBe(false);
    expect(isGenuine({ ...vector(signature), 'webhook-timestamp': 'soon' }, body, secret, now)).toBe(false);
    expect(isGenuine({}, body, secret, now)).toBe(false);
  });

  it('believes what we sign in either way, with the right secret only', async () => {
    const isGenuine = await fromThePage();
    for (const scheme of ['v1', 'v1a'] as const) {
      const [ours, other] = [newSecret(scheme), newSecret(scheme)];
      const headers = signWebhook(
        [Buffer.from(other.secret), Buffer.from(ours.secret)],
        'evt-1',
        new Date(now),
        body,
      );
      expect(isGenuine(headers, body, ours.forReceiver, now)).toBe(true);
      expect(isGenuine(headers, body, newSecret(scheme).forReceiver, now)).toBe(false);
    }
  });
});
