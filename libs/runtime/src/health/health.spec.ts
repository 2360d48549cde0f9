import { describe, expect, it } from '@jest/globals';
import type { Waiting } from '#libs/journal';
import type { Runtime } from '../runtime.js';
import { Health, type PartName } from './health.js';

interface Circumstances {
  readonly query?: () => Promise<unknown>;
  readonly connected?: boolean;
  readonly waiting?: Partial<Waiting>;
  readonly refused?: { readonly number: number };
  readonly ending?: readonly object[];
  readonly late?: { readonly ofPartners: readonly object[]; readonly ofOurs: readonly object[] };
}

const nothingWaits: Waiting = {
  outbox: new Map(),
  lanes: new Map(),
  states: new Map(),
  batches: { open: 0, recordsDone: 0 },
};

function healthOf(
  { query = async () => [], connected = true, waiting = {}, refused, ending = [], late }: Circumstances,
  needed: readonly PartName[] = ['database'],
): Health {
  const runtime = {
    settings: { dataFolder: 'no such folder', configurationRoot: '.' },
    dataSource: { query },
    transport: { connected },
    configuration: { current: { problems: [] }, refused },
    waiting: { read: async () => ({ ...nothingWaits, ...waiting }) },
    endings: { read: async () => ending },
    late: { read: async () => late ?? { ofPartners: [], ofOurs: [] } },
  };
  return new Health(runtime as unknown as Runtime, needed);
}

describe('the health of a process', () => {
  it('is good when everything answers and nothing waits for long', async () => {
    const { status, parts, reasons } = await healthOf({}).report();
    expect({ status, reasons }).toEqual({ status: 'up', reasons: [] });
    expect(new Set(Object.values(parts))).toEqual(new Set(['up']));
  });

  it('is bad only without what the process needs', async () => {
    const away = { connected: false };
    expect((await healthOf(away).report()).status).toBe('up');
    expect((await healthOf(away, ['database', 'transport']).report()).status).toBe('down');
  });

  it('does not claim to know what only the database could tell', async () => {
    const report = await healthOf({ query: () => Promise.reject(new Error('away')) }).report();
    expect(report).toMatchObject({
      status: 'down',
      parts: { database: 'down', outbox: 'unknown', lanes: 'unknown' },
    });
  });

  it('says that secrets or certificates end soon, and is ready all the same', async () => {
    const { status, parts, reasons } = await healthOf({ ending: [{}, {}] }).report();
    expect({ status, secrets: parts.secrets }).toEqual({ status: 'up', secrets: 'degraded' });
    expect(reasons).toMatchObject([{ part: 'secrets', en: expect.stringContaining('2 secrets') }]);
  });

  it('says that acknowledgements are late, whoever owes them, and is ready all the same', async () => {
    const late = { ofPartners: [{}, {}], ofOurs: [{}] };
    const { status, parts, reasons } = await healthOf({ late }).report();
    expect({ status, acknowledgements: parts.acknowledgements }).toEqual({
      status: 'up',
      acknowledgements: 'degraded',
    });
    expect(reasons).toMatchObject([{ en: expect.stringContaining('2 owed by partners, 1 by us') }]);
  });

  it('says which lanes stand, and for how long the outbox has waited', async () => {
    const stuck = { count: 1, oldestAgeSeconds: 301 };
    const fine = { count: 9, oldestAgeSeconds: 299 };
    const waiting = {
      lanes: new Map([
        [7, stuck],
        [2, stuck],
        [3, fine],
      ]),
      outbox: new Map([['delivery', { count: 4, oldestAgeSeconds: 61.2 }]]),
    };
    const report = await healthOf({ waiting }).report();
    expect(report).toMatchObject({ status: 'up', parts: { outbox: 'degraded', lanes: 'degraded' } });
    expect(report.reasons.map(({ en }) => en)).toEqual([
      'The oldest entry of the outbox has waited for 61 seconds.',
      'In lanes 2, 7 a message has waited for more than 300 seconds.',
    ]);
    expect(report.reasons.map(({ zh }) => zh)).toEqual([
      '发件箱中最早的条目已等待 61 秒。',
      '通道 2、7 中有报文等待超过 300 秒。',
    ]);
  });

  it('says that a version of the configuration could not be used', async () => {
    const { parts, reasons } = await healthOf({ refused: { number: 12 } }).report();
    expect(parts.configuration).toBe('degraded');
    expect(reasons[0]?.en).toContain('version 12');
  });
});
