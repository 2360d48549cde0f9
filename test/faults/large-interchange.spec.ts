import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fetchBalanceOf } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { iftmin, interchange } from '../support/edifact-samples.js';
import { segmentsOf } from '../support/edi-partner.js';
import { startHub, type RunningHub } from '../support/hub-process.js';
import type { JourneyView } from '../support/views.js';

jest.setTimeout(600_000);

const messageCount = 5_000;
const wrongEach = 250;
/** Enough for a hub at work; the trees and canonical messages of all messages together would not fit beside it. */
const heapMegabytes = 160;

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
    hub = await startHub(folder.path, ['--empty'], heapMegabytes);
    const bytes = interchange({ reference: 'LARGE1' }, messages);
    id = await hub.client('forwarder-edi').taken(bytes, { contentType: 'application/edifact' });
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
  });

  it('goes on where it was when the hub is killed in the middle', async () => {
    await accepted(1_000);
    await hub.process.end('SIGKILL');
    hub = await startHub(folder.path, ['--empty'], heapMegabytes);
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

  it('has been read within a heap that could not have held it', () => {
    expect(hub.process.hasEnded).toBe(false);
    expect(hub.process.output).not.toContain('heap');
  });
});
