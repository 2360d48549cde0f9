import { X509Certificate } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { AuditLog } from '#libs/audit';
import { Remembered } from '../remembered.js';
import type { SecretKeys } from './secret-keys.js';

/** A secret is sealed and never given back to people; a certificate (DER or PEM) is public and readable. */
export type SecretKind = 'secret' | 'certificate';

/** What may be known of a secret by those who may not know it. */
export interface SecretInfo {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly version: number;
  readonly kind: SecretKind;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly retiredAt: Date | null;
}

export interface PutOptions {
  /** Default: now, for a certificate its own beginning. */
  readonly validFrom?: Date;
  /** Default: never, for a certificate its own end. */
  readonly validUntil?: Date;
  readonly kind?: SecretKind;
  readonly actor: string;
}

interface StoredSecret extends SecretInfo {
  readonly keyId: string | null;
  readonly nonce: Buffer | null;
  readonly bytes: Buffer;
  readonly tag: Buffer | null;
}

/** How long an answer is believed before the table is asked again: a retired secret is used no longer than this. */
const believedMs = 5_000;
const longestBytes = 64 * 1024;
const infoColumns = `id, owner, name, version, kind, valid_from AS "validFrom", valid_until AS "validUntil",
  created_at AS "createdAt", created_by AS "createdBy", retired_at AS "retiredAt"`;

/**
 * What partners and we have agreed to keep to ourselves: webhook secrets, passwords, private keys; and the certificates
 * of partners. Secrets lie in the database sealed with a key that is not in it. They are replaced by putting another
 * version: the two newest are active side by side, so that both ends can change one after the other.
 */
export class SecretStore {
  private readonly believed = new Remembered<readonly Buffer[]>(believedMs);

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly keys: SecretKeys | undefined,
  ) {}

  /**
   * Adds a version.
   * @throws WrongSecret when the value is empty, too long or no certificate; NoSecretKey
   */
  async put(
    owner: string,
    name: string,
    value: Buffer,
    options: PutOptions,
  ): Promise<{ id: string; version: number }> {
    const { actor, kind = 'secret' } = options;
    if (value.byteLength === 0 || value.byteLength > longestBytes)
      throw new WrongSecret(`a secret has 1 to ${longestBytes} bytes`);
    const own = kind === 'certificate' ? validityOf(value) : undefined;
    const validFrom = options.validFrom ?? own?.validFrom ?? new Date();
    const validUntil = options.validUntil ?? own?.validUntil;
    const put = await this.dataSource.transaction(async (manager) => {
      const version = await nextVersion(manager, owner, name);
      const id = newId();
      const { keyId, nonce, bytes, tag } = this.stored(kind, value, contextOf({ owner, name, version }));
      await manager.query(
        `INSERT INTO secret (id, owner, name, version, kind, key_id, nonce, bytes, tag, valid_from, valid_until, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [id, owner, name, version, kind, keyId, nonce, bytes, tag, validFrom, validUntil ?? null, actor],
      );
      const detail = { kind, version, validUntil: validUntil?.toISOString() };
      await this.audit.append({ actor, action: `${kind}.put`, subject: `${owner}/${name}`, detail }, manager);
      return { id, version };
    });
    this.believed.forget(nameOf(owner, name));
    return put;
  }

  /** The values in use now, newest first, at most two; certificates as they were put. */
  active(owner: string, name: string): Promise<readonly Buffer[]> {
    return this.believed.get(nameOf(owner, name), async () => {
      const rows = await this.dataSource.query<StoredSecret[]>(
        `SELECT ${infoColumns}, key_id AS "keyId", nonce, bytes, tag FROM secret
         WHERE owner = $1 AND name = $2 AND retired_at IS NULL AND valid_from <= now()
           AND (valid_until IS NULL OR valid_until > now()) ORDER BY version DESC LIMIT 2`,
        [owner, name],
      );
      return rows.map((row) => this.opened(row));
    });
  }

  /** All that there are, of one owner or of everybody, retired ones too; never a value. */
  list(owner?: string): Promise<SecretInfo[]> {
    return this.dataSource.query<SecretInfo[]>(
      `SELECT ${infoColumns} FROM secret WHERE ($1::text IS NULL OR owner = $1) ORDER BY owner, name, version DESC`,
      [owner ?? null],
    );
  }

  /** A certificate by its id, retired or not; undefined when there is none, or when it is a secret. */
  async certificate(id: string): Promise<Buffer | undefined> {
    const rows = await this.dataSource.query<{ bytes: Buffer }[]>(
      `SELECT bytes FROM secret WHERE id = $1 AND kind = 'certificate'`,
      [id],
    );
    return rows[0]?.bytes;
  }

  /** Lets a version be used until a moment and no longer, unless it ends before that anyway. */
  async endAt(id: string, moment: Date, actor: string): Promise<void> {
    const ending = await this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[SecretInfo[], number]>(
        `UPDATE secret SET valid_until = $2 WHERE id = $1 AND retired_at IS NULL
           AND (valid_until IS NULL OR valid_until > $2) RETURNING ${infoColumns}`,
        [id, moment],
      );
      const changed = rows[0];
      if (changed === undefined) return undefined;
      const { owner, name, version, kind } = changed;
      const detail = { version, validUntil: moment.toISOString() };
      await this.audit.append({ actor, action: `${kind}.end`, subject: `${owner}/${name}`, detail }, manager);
      return changed;
    });
    if (ending !== undefined) this.believed.forget(nameOf(ending.owner, ending.name));
  }

  /** Ends a version. @returns false when there is none that could end */
  async retire(id: string, actor: string): Promise<boolean> {
    const ended = await this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[SecretInfo[], number]>(
        `UPDATE secret SET retired_at = now(), retired_by = $2 WHERE id = $1 AND retired_at IS NULL
         RETURNING ${infoColumns}`,
        [id, actor],
      );
      const retired = rows[0];
      if (retired === undefined) return undefined;
      const { owner, name, version, kind } = retired;
      const fact = { actor, action: `${kind}.retire`, subject: `${owner}/${name}`, detail: { version } };
      await this.audit.append(fact, manager);
      return retired;
    });
    if (ended !== undefined) this.believed.forget(nameOf(ended.owner, ended.name));
    return ended !== undefined;
  }

  private stored(
    kind: SecretKind,
    value: Buffer,
    context: string,
  ): Pick<StoredSecret, 'keyId' | 'nonce' | 'bytes' | 'tag'> {
    if (kind === 'certificate') return { keyId: null, nonce: null, bytes: value, tag: null };
    if (this.keys === undefined) throw new NoSecretKey();
    return this.keys.seal(value, context);
  }

  private opened(row: StoredSecret): Buffer {
    const { keyId, nonce, bytes, tag } = row;
    if (keyId === null || nonce === null || tag === null) return bytes;
    if (this.keys === undefined) throw new NoSecretKey();
    return this.keys.open({ keyId, nonce, bytes, tag }, contextOf(row));
  }
}

/** What was to be kept is not what it should be. */
export class WrongSecret extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongSecret';
  }
}

/** The installation has no key to seal secrets with. */
export class NoSecretKey extends Error {
  constructor() {
    super('BIANZU_SECRET_KEY is needed to keep secrets');
    this.name = 'NoSecretKey';
  }
}

/** Versions of one name are given one after the other. */
async function nextVersion(manager: EntityManager, owner: string, name: string): Promise<number> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`bianzu-secret ${nameOf(owner, name)}`]);
  const [row] = await manager.query<[{ version: number }]>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM secret WHERE owner = $1 AND name = $2',
    [owner, name],
  );
  return row.version;
}

function contextOf({ owner, name, version }: Pick<SecretInfo, 'owner' | 'name' | 'version'>): string {
  return JSON.stringify([owner, name, version]);
}

function nameOf(owner: string, name: string): string {
  return JSON.stringify([owner, name]);
}

function validityOf(value: Buffer): { validFrom: Date; validUntil: Date } {
  try {
    const { validFrom, validTo } = new X509Certificate(value);
    return { validFrom: new Date(validFrom), validUntil: new Date(validTo) };
  } catch {
    throw new WrongSecret('this is no X.509 certificate, neither PEM nor DER');
  }
}
