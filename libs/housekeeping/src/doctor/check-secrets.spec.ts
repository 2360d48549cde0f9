import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { checkSecrets } from './check-secrets.js';

describe('secrets and certificates that end soon', () => {
  const found = (rows: readonly object[]) => {
    const dataSource = { query: async () => rows } as unknown as DataSource;
    const rest = { patienceMs: 0, isHealing: true, lanes: 1, queues: [] };
    return checkSecrets({ dataSource, nowMs: Date.now(), ...rest });
  };

  it('are found, each by its owner and name, and nothing when there are none', async () => {
    expect(await found([])).toEqual([]);
    const validUntil = new Date('2026-12-01T00:00:00Z');
    const row = { owner: 'port-edi', name: 'as2-signing', kind: 'certificate', validUntil };
    expect(await found([row])).toEqual([
      {
        kind: 'secret-ends',
        count: 1,
        healed: 0,
        examples: ['certificate port-edi/as2-signing: 2026-12-01T00:00:00.000Z'],
      },
    ]);
  });
});
