import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Credentials, scopes, type Scope } from '#libs/partners';
import type { Runtime } from '#libs/runtime';

/** Tokens by principal; `operator` may see and do everything. */
export type Tokens = Readonly<Record<string, string>>;

const partnerScopes: readonly Scope[] = ['messages', 'base-data'];

/**
 * Tokens for the example partners and an operator. They are made once, for this installation only, and kept in a file
 * that only we can read; the database has nothing but their hashes.
 */
export async function exampleCredentials({
  dataSource,
  configuration,
  settings,
}: Runtime): Promise<{ file: string; tokens: Tokens }> {
  const file = join(settings.dataFolder, 'example-credentials.json');
  const known: Tokens = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tokens) : {};
  const credentials = new Credentials(dataSource);
  const tokens: Record<string, string> = { ...known };
  for (const { id } of configuration.current.routing.partners) {
    tokens[id] ??= await credentials.issue(id, partnerScopes);
  }
  tokens.operator ??= await credentials.issue('operator', scopes);
  if (Object.keys(tokens).length > Object.keys(known).length) {
    writeFileSync(`${file}.new`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return { file, tokens };
}
