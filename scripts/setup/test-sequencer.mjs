import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Processes that are killed and waited for, then whole installations, then the rest. */
const longestFirst = ['test/faults/', 'test/journeys/', 'test/'];

/** The order of test files for Jest: what takes longest begins first, so that at the end nobody waits for one of them alone. */
export default class TestSequencer {
  sort(tests) {
    const ranked = tests.map((test) => ({ test, rank: rankOf(test.path), bytes: statSync(test.path).size }));
    return ranked.sort((a, b) => a.rank - b.rank || b.bytes - a.bytes).map(({ test }) => test);
  }

  /** The order does not depend on earlier runs. */
  cacheResults() {}
}

function rankOf(path) {
  const place = relative(root, path);
  const rank = longestFirst.findIndex((folder) => place.startsWith(folder));
  return rank < 0 ? longestFirst.length : rank;
}
