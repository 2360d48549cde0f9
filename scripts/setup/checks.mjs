/**
 * The checks that `npm test` makes, each with a count of what passed and what failed. Type check, lint and format count
 * as one each; Jest counts its tests, and a test file that could not even be run as one failure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './foreground.mjs';
import { removeFolder, temporaryFolder } from './processes.mjs';

const node = process.execPath;

const simpleChecks = [
  { name: 'type check', program: 'typescript-native/bin/tsc', args: ['--noEmit', '--singleThreaded'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: [] },
  { name: 'format', program: 'oxfmt/bin/oxfmt', args: ['--check'] },
];

/** Runs them all, also when an early one fails. Returns { passed, failed }; stops when `signal` is aborted. */
export async function runChecks({ root, env, signal, jestArguments }) {
  // each of them uses one core
  const results = await Promise.all(simpleChecks.map((check) => passes(check, { root, env, signal })));
  const passed = results.filter((isPassed) => isPassed).length;
  const failed = results.length - passed;
  if (signal.aborted) return { passed, failed };
  const tests = await runJest({ root, env, signal, jestArguments });
  return { passed: passed + tests.passed, failed: failed + tests.failed };
}

async function passes({ name, program, args }, { root, env, signal }) {
  const started = Date.now();
  const command = [join(root, 'node_modules', program), ...args];
  const code = await runInForeground(node, command, { cwd: root, env, signal });
  console.log(`${name}: ${code === 0 ? 'ok' : 'failed'} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return code === 0;
}

async function runJest({ root, env, signal, jestArguments }) {
  const folder = temporaryFolder('bianzu-jest-');
  const results = join(folder, 'results.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const cache = join(root, 'node_modules/.cache/jest');
  const args = ['--experimental-vm-modules', '--no-warnings', jest, `--cacheDirectory=${cache}`];
  args.push('--json', `--outputFile=${results}`);
  // With --json Jest writes its results to the terminal as well; what people read goes to stderr and stays.
  const code = await runInForeground(node, [...args, ...jestArguments], {
    cwd: root,
    env,
    signal,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return countsOf(JSON.parse(readFileSync(results, 'utf8')), code);
  } catch (error) {
    console.error(`jest: no results (${error.message})`);
    return { passed: 0, failed: 1 };
  } finally {
    removeFolder(folder);
  }
}

function countsOf(results, code) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  // Jest can fail for another reason, for instance when it finds no test at all.
  return { passed: results.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}
