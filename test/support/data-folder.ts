import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for the data of an embedded edition. */
export function dataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bianzu-data-'));
  // the database in it may run as another user
  chmodSync(path, 0o755);
  // the database of a hub that was killed is still shutting down
  const patiently = { maxRetries: 50, retryDelay: 100 };
  return { path, remove: () => rmSync(path, { recursive: true, force: true, ...patiently }) };
}
