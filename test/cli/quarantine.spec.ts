import { afterEach, describe, expect, it } from '@jest/globals';
import { bianzu, type Ended } from './bianzu.js';
import { openSmallHub, type SmallHub } from './small-hub.js';

const since = '2026-03-16T00:30:00.000Z';
const group = { reason: 'agreement-missing', channel: 'rest', agreement: null, count: 3, since };

describe('the commands for the quarantine', () => {
  let hub: SmallHub | undefined;
  afterEach(() => hub?.close());

  async function against(body: object, ...args: string[]): Promise<Ended> {
    hub = await openSmallHub([{ status: 200, body }]);
    return bianzu(args, { environment: { BIANZU_URL: hub.url, BIANZU_TOKEN: 'bzt_test' } });
  }
  const asked = (): [string, string, string] => {
    const { method, url, body } = hub!.seen[0]!;
    return [method, url, body.toString()];
  };

  it('list what waits, by reason and sender, and who only claims to be one', async () => {
    const groups = [
      { ...group, sender: 'port', claimedSender: null },
      { ...group, reason: 'sender-unknown', sender: null, claimedSender: 'po\u001b[2Jrt' },
    ];
    const ended = await against({ groups }, 'quarantine', 'list');
    expect(ended.out).toBe(
      `${since}\t3\tagreement-missing\tport\trest\t-\n${since}\t3\tsender-unknown\tpo\\u001b[2Jrt?\trest\t-\n`,
    );
    expect(asked()).toEqual(['GET', '/v1/quarantine', '']);
  });

  it('count what can go, and let it go', async () => {
    const counted = await against(
      { released: 2, left: 1, dryRun: true },
      ...['quarantine', 'release', '--dry-run'],
    );
    expect(counted.out).toBe('2 can go, 1 would go on waiting.\n');
    expect(asked()).toEqual(['POST', '/v1/quarantine/release', '{"dryRun":true}']);
    await hub!.close();
    const released = await against({ released: 2, left: 1, dryRun: false }, 'quarantine', 'release');
    expect(released.out).toBe('2 released, 1 go on waiting.\n');
    expect(asked()[2]).toBe('{}');
  });
});
