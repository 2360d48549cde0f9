import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fetchBalanceOf } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { iftmin, interchange } from '../support/edifact-samples.js';
import { segmentsOf } from '../support/edi-partner.js';
import { startHub, type RunningHub } from '../support/hub-process.js';
import type { JourneyView } from '../support/views.js';

jest.setTimeout(300_000);

/** Several times as many as are worked on at once; how much memory a longer one takes, `npm run bench:edi` measures. */
const messageCount = 1_000;
const wrongEach = 50;

const isWrong = (number: number): boolean => number % wrongEach === 0;
const messages = Array.from({ length: messageCount }, (_, index) => {
  const number = index + 1;
  const wrong: Record<string, string> = isWrong(number) ? { 'GID+1+12:BG': 'GID+1+MANY:BG' } : {};
  return iftmin(String(number), `SI-${number}`, wrong);
});

describe(`an interchange with ${messageCount} messages`, () => {
  const folder = dataFolder();
  let hub: RunningHub;
  let id: string;
  let file: JourneyView;

  const accepted = (count: number): Promise<unknown> =>
    fetchBalanceOf(hub.operator, ({ systems }) => {
      if (hub.process.hasEnded) throw new Error(hub.process.output);
      return (systems.find(({ sender }) => sender === 'forwarder-edi')?.accepted ?? 0) >= count;
    });

  beforeAll(async () => {
    hub = await startHub(folder.path, ['--empty']);
    const bytes = interchange({ reference: 'LARGE1' }, messages);
    id = await hub.client('forwarder-edi').taken(bytes, { contentType: 'application/edifact' });
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
  });

  it('goes on where it was when the hub is killed in the middle', async () => {
    await accepted(messageCount / 5);
    await hub.process.end('SIGKILL');
    hub = await startHub(folder.path, ['--empty']);
    expect(await hub.operator.journey(id)).toMatchObject({ state: 'received' });
    const refused = messageCount / wrongEach;
    await accepted(messageCount - refused);
    file = await hub.operator.settled(id);
    expect(file).toMatchObject({
      state: 'split',
      recordCount: messageCount,
      records: { accepted: messageCount - refused, refused },
    });
  });

  it('is answered once, with the messages that were refused before the kill and after it', async () => {
    expect(file.deliveries).toHaveLength(1);
    const answer = segmentsOf((await hub.operator.raw(file.deliveries[0]!.content)).toString());
    const named = answer
      .filter((segment) => segment.startsWith('UCM'))
      .map((segment) => segment.split('+')[1]);
    const wrong = messages.map((_, index) => index + 1).filter(isWrong);
    expect(named).toEqual(wrong.map(String));
  });
});
