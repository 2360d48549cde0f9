import { examine, findingKinds } from '#libs/housekeeping';
import { openDatabase } from '#libs/runtime';
import type { Installation } from '../installation.js';

/** What the doctor finds when he is told to be impatient. A broker that he was not asked about is no finding. */
export async function checkDoctor({ databaseUrl, lanes }: Installation): Promise<string[]> {
  const dataSource = await openDatabase(databaseUrl);
  try {
    const { findings } = await examine({
      dataSource,
      nowMs: Date.now(),
      patienceMs: 0,
      isHealing: false,
      lanes,
      queues: [],
    });
    return findings
      .filter(({ kind }) => findingKinds[kind].severity === 'error')
      .map(({ kind, count, examples }) => `doctor: ${kind}, ${count}: ${examples.slice(0, 5).join(', ')}`);
  } finally {
    await dataSource.destroy();
  }
}
