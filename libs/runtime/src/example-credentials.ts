import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { Credentials, scopes, type Scope } from '#libs/partners';

/** Tokens by principal; `operator` may see and do everything. */
export type Tokens = Readonly<Record<string, string>>;

export interface ExampleCredentialsRequest {
  readonly dataSource: DataSource;
  /** Ids of the partners that get a token. */
  readonly partners: readonly string[];
  /** JSON, principal to token; what is in it already stays. */
  readonly file: string;
}

const partnerScopes: readonly Scope[] = ['messages', 'base-data', 'webhooks'];

/**
 * Tokens for partners and an operator, for trying the hub out. They are made once, for this installation only, and kept
 * in a file that only we can read; the database has nothing but their hashes.
 */
export async function exampleCredentials({
  dataSource,
  partners,
  file,
}: ExampleCredentialsRequest): Promise<Tokens> {
  const known: Tokens = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tokens) : {};
  const credentials = new Credentials(dataSource);
  const tokens: Record<string, string> = { ...known };
  for (const id of partners) tokens[id] ??= await credentials.issue(id, partnerScopes, 'example-key');
  tokens.operator ??= await credentials.issue('operator', scopes, 'example-key');
  if (Object.keys(tokens).length > Object.keys(known).length) {
    writeFileSync(`${file}.new`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return tokens;
}
