import { describe, expect, it } from '@jest/globals';
import { TransmissionRoom } from './transmission-room.js';

describe('the room for transmissions', () => {
  it('is full when so many bytes are worked on, and empty again when that has ended in any way', async () => {
    const room = new TransmissionRoom(100, 100);
    let finish = (): void => undefined;
    const first = room.within(async (hold) => {
      hold(60);
      await new Promise<void>((resolve) => (finish = resolve));
    });
    const second = room.within(async (hold) => {
      hold(30);
      hold(30);
    });
    await expect(second).rejects.toMatchObject({ problem: { title: 'busy' }, retryAfterSeconds: 2 });
    expect([room.has(40), room.has(41)]).toEqual([true, false]);
    finish();
    await first;
    expect(room.has(100)).toBe(true);
  });
});
