import { beforeEach, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import type { IntakeAnswer } from '#libs/journal';
import type { Incoming } from '../../intake/intake.service.js';
import { pickUp, type LaidDown, type PickupFolder, type PickupTerms, type Sightings } from './pick-up.js';

let files: Map<string, { text: string; modified: number }>;
let taken: Incoming[];
let finished: string[];
let refused: string[];
let answer: (incoming: Incoming) => IntakeAnswer['kind'];
let seen: Sightings;
let cannotFinish: boolean;

beforeEach(() => {
  [files, taken, finished, refused, seen] = [new Map(), [], [], [], new Map()];
  cannotFinish = false;
  answer = () => 'accepted';
});

const folder: PickupFolder = {
  list: async () =>
    [...files].map(([name, { text, modified }]): LaidDown => ({ name, modified, sizeBytes: text.length })),
  read: ({ name }) => Readable.from([Buffer.from(files.get(name)!.text)]),
  finish: async ({ name }) => {
    if (cannotFinish) throw new Error('connection lost');
    files.delete(name);
    finished.push(name);
  },
  close: () => undefined,
};
const terms: PickupTerms = {
  partner: 'port',
  connection: 'port/sftp',
  channel: 'sftp',
  settledSeconds: 0,
  maxBytes: 10,
  take: async (incoming) => {
    taken.push(incoming);
    return { kind: answer(incoming), id: 'm', sha256: 's' };
  },
  refused: ({ name }) => void refused.push(name),
};
const keys = (): (string | undefined)[] => taken.map(({ arrival }) => arrival.idempotencyKey);

describe('files that are picked up', () => {
  it('are taken with their names, as messages of their partner, and finished', async () => {
    files.set('a.edi', { text: 'UNB', modified: 1 }).set('b.edi', { text: 'UNZ', modified: 2 });
    expect(await pickUp(folder, terms, seen)).toBe(2);
    expect(
      taken.map(({ arrival, head }) => [
        arrival.sender,
        arrival.channel,
        arrival.fileName,
        Buffer.from(head).toString(),
      ]),
    ).toEqual([
      ['port', 'sftp', 'a.edi', 'UNB'],
      ['port', 'sftp', 'b.edi', 'UNZ'],
    ]);
    expect(finished).toEqual(['a.edi', 'b.edi']);
  });

  it('wait until they have settled', async () => {
    files.set('a.edi', { text: 'UNB', modified: 1 });
    expect(await pickUp(folder, { ...terms, settledSeconds: 3_600 }, seen)).toBe(0);
    expect(await pickUp(folder, { ...terms, settledSeconds: 0 }, seen)).toBe(1);
  });

  it('come under the same key when the end was lost, under another when they have changed', async () => {
    files.set('a.edi', { text: 'UNB', modified: 1 });
    cannotFinish = true;
    await expect(pickUp(folder, terms, seen)).rejects.toThrow('connection lost');
    cannotFinish = false;
    await pickUp(folder, terms, seen);
    files.set('a.edi', { text: 'UNB', modified: 5 });
    await pickUp(folder, terms, seen);
    const [first, second, third] = keys();
    expect([first === second, second === third]).toEqual([true, false]);
  });

  it('are messages of their own when other bytes came under the same name, time and size', async () => {
    files.set('a.edi', { text: 'UNB', modified: 1 });
    answer = () => (taken.length === 1 ? 'conflict' : 'accepted');
    expect(await pickUp(folder, terms, seen)).toBe(1);
    expect(new Set(keys()).size).toBe(2);
  });

  it('stay when they are too large, and the others go on', async () => {
    files.set('huge.edi', { text: 'x'.repeat(11), modified: 1 }).set('b.edi', { text: 'UNB', modified: 2 });
    expect(await pickUp(folder, terms, seen)).toBe(1);
    expect([refused, finished]).toEqual([['huge.edi'], ['b.edi']]);
  });

  it('do not keep back those behind them when they cannot be removed; names are fit to be shown', async () => {
    files.set('a\u001b\n.edi', { text: 'UNB', modified: 1 }).set('b.edi', { text: 'UNZ', modified: 2 });
    cannotFinish = true;
    await expect(pickUp(folder, terms, seen)).rejects.toThrow('connection lost');
    expect(taken.map(({ arrival }) => arrival.fileName)).toEqual(['a__.edi', 'b.edi']);
  });

  it('stay when the hub cannot take them now', async () => {
    files.set('a.edi', { text: 'UNB', modified: 1 });
    const away = { ...terms, take: () => Promise.reject(new Error('no database')) };
    await expect(pickUp(folder, away, seen)).rejects.toThrow('no database');
    expect(files.has('a.edi')).toBe(true);
  });
});
