import { describe, expect, it } from '@jest/globals';
import { Window } from './window.js';

describe('Window', () => {
  it('lets in as many as its size, and the others in their order as places become free', async () => {
    const window = new Window(2);
    const inside: number[] = [];
    const entering = [1, 2, 3, 4].map((number) => window.enter().then(() => inside.push(number)));
    await Promise.all(entering.slice(0, 2));
    expect(inside).toEqual([1, 2]);
    window.leave();
    await entering[2];
    expect(inside).toEqual([1, 2, 3]);
    window.leave();
    await entering[3];
    expect(inside).toEqual([1, 2, 3, 4]);
  });

  it('gives no place to a newcomer while somebody waits', async () => {
    const window = new Window(1);
    await window.enter();
    const inside: string[] = [];
    const waiting = window.enter().then(() => inside.push('waiting'));
    window.leave();
    const newcomer = window.enter().then(() => inside.push('newcomer'));
    await waiting;
    expect(inside).toEqual(['waiting']);
    window.leave();
    await newcomer;
  });
});
