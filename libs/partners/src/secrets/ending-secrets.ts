import type { DataSource } from 'typeorm';
import type { SecretKind } from './secret-store.js';

/** A secret or certificate that ends soon, or has ended, with nothing put in its place. */
export interface EndingSecret {
  readonly owner: string;
  readonly name: string;
  readonly kind: SecretKind;
  readonly validUntil: Date;
}

const dayMs = 86_400_000;
/** How long before its end it is told. */
export const warnedDays = 30;

/**
 * The newest versions that end within thirty days, or have ended, soonest first. Retired ones do not count: a newer version
 * that is good for longer, or taking the name out of use, ends the warning.
 */
export function endingSecrets(dataSource: DataSource, nowMs = Date.now()): Promise<EndingSecret[]> {
  return dataSource.query<EndingSecret[]>(
    `SELECT owner, name, kind, valid_until AS "validUntil" FROM (
       SELECT DISTINCT ON (owner, name) owner, name, kind, valid_until FROM secret
       WHERE retired_at IS NULL ORDER BY owner, name, version DESC) newest
     WHERE valid_until < $1 ORDER BY valid_until`,
    [new Date(nowMs + warnedDays * dayMs)],
  );
}
