import { randomBytes } from 'node:crypto';

/** Before all test files: a name for this run. Databases that test files copy are made once for each run. */
export default function beginTestRun() {
  process.env.BIANZU_TEST_RUN = randomBytes(4).toString('hex');
}
