#!/usr/bin/env node
/**
 * npx bianzu ...: builds what is stale and becomes the command line. Standard output belongs to the command alone, so
 * whatever the build has to say goes to standard error. Plain Node: nothing may be built yet.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from '../scripts/setup/build.mjs';

const { log } = console;
console.log = console.error;
try {
  await buildWhenStale(dirname(dirname(fileURLToPath(import.meta.url))));
} catch (error) {
  console.error(error.message);
  process.exit(2);
} finally {
  console.log = log;
}
await import('../dist/apps/cli/src/main.js');
