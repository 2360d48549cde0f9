import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

/** Work that lasts until it is told to end, and writes down when it begins. */
function work(name: string, log: string[]): { run: () => Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const lasts = new Promise<void>((resolve) => (end = resolve));
  return {
    run: () => {
      log.push(name);
      return lasts;
    },
    end,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns of work that comes again', () => {
  it('let what goes among others go side by side, and then one at a time what goes alone', async () => {
    const log: string[] = [];
    const turns = new Turns();
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => work(name, log));
    const all = [turns.amongOthers(a!.run), turns.amongOthers(b!.run)];
    await settled();
    all.push(turns.alone(c!.run), turns.alone(d!.run), turns.amongOthers(e!.run));
    await settled();
    expect(log).toEqual(['a', 'b']);
    a!.end();
    b!.end();
    await settled();
    expect(log).toEqual(['a', 'b', 'c']);
    c!.end();
    await settled();
    expect(log).toEqual(['a', 'b', 'c', 'd']);
    d!.end();
    await settled();
    expect(log).toEqual(['a', 'b', 'c', 'd', 'e']);
    e!.end();
    await Promise.all(all);
  });

  it('end for those who wait when patience does, and the work goes on', async () => {
    const log: string[] = [];
    const turns = new Turns(1);
    const file = work('file', log);
    const running = turns.alone(file.run);
    await turns.amongOthers(() => Promise.resolve(log.push('next')));
    expect(log).toEqual(['file', 'next']);
    file.end();
    await running;
  });

  it('end with an error as well, which is heard by whoever asked', async () => {
    const turns = new Turns();
    await expect(turns.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.amongOthers(() => Promise.reject(new Error('nor')))).rejects.toThrow('nor');
    expect(await turns.alone(() => Promise.resolve('yes'))).toBe('yes');
  });
});
