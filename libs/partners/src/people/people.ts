import type { DataSource, EntityManager } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { hashPassword, isPassword, isUsablePassword, shortestPassword } from './passwords.js';
import { personId } from '../principal.js';
import { isRole, type Role } from './roles.js';

/** Somebody with an account of ours. */
export interface Person {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Whose messages the person may see; null for all. */
  readonly partners: readonly string[] | null;
  readonly lockedUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly partners?: readonly string[] | null;
}

export type PersonChange = Partial<Pick<NewPerson, 'roles' | 'partners'>> & { readonly isDisabled?: boolean };

/** What came of an attempt to log in. A locked account says so whether or not the password was right. */
export type LoginOutcome =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly until: Date };

/** What was said about a person cannot be. */
export class WrongPerson extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongPerson';
  }
}

/** Nobody changes what they may do themselves. */
export class OwnRoles extends Error {
  constructor() {
    super('somebody else has to change this account');
    this.name = 'OwnRoles';
  }
}

const columns = `name, roles, partners, locked_until AS "lockedUntil", disabled_at AS "disabledAt", created_at AS "createdAt"`;
const nameForm = /^[a-z][a-z0-9.@_-]{0,99}$/;

/** From this failure on the account is locked: 15 s, then twice as long each time, 15 minutes at most. */
const failuresBeforeLock = 5;
const firstLockSeconds = 15;
const longestLockSeconds = 900;

/** Accounts of people, with password and roles; every change is in the audit log. */
export class People {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** @throws WrongPerson when the name is taken, or something about it cannot be */
  async add({ name, password, roles, partners = null }: NewPerson, actor: string): Promise<void> {
    if (!nameForm.test(name)) throw new WrongPerson(`a name is like li.wei: ${nameForm.source}`);
    demandRoles(roles);
    demandPartners(partners);
    const hash = await usableHash(password);
    await this.dataSource.transaction(async (manager) => {
      const added = await manager.query<object[]>(
        `INSERT INTO person (name, password_hash, roles, partners, created_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING name`,
        [name, hash, roles, partners, actor],
      );
      if (added.length === 0) throw new WrongPerson(`there is a person "${name}" already`);
      await this.audit.append(
        { actor, action: 'person.add', subject: name, detail: { roles, partners } },
        manager,
      );
    });
  }

  list(): Promise<Person[]> {
    return this.dataSource.query<Person[]>(`SELECT ${columns} FROM person ORDER BY name`);
  }

  /**
   * Changes what somebody may do, and ends the person's sessions.
   * @returns false when there is nobody of that name
   * @throws WrongPerson; OwnRoles when the actor is the person
   */
  async change(name: string, change: PersonChange, actor: string): Promise<boolean> {
    if (actor === personId(name)) throw new OwnRoles();
    if (!nameForm.test(name)) return false;
    const { roles, partners, isDisabled } = change;
    if (roles !== undefined) demandRoles(roles);
    if (partners !== undefined) demandPartners(partners);
    return this.changed(name, { actor, action: 'person.change', detail: { ...change } }, (manager) =>
      manager.query(
        `UPDATE person SET roles = coalesce($2, roles), partners = CASE WHEN $3 THEN $4::text[] ELSE partners END,
           disabled_at = CASE WHEN $5::boolean IS NULL THEN disabled_at WHEN $5 THEN coalesce(disabled_at, now()) END
         WHERE name = $1 RETURNING name`,
        [name, roles ?? null, partners !== undefined, partners ?? null, isDisabled ?? null],
      ),
    );
  }

  /** Gives somebody another password, opens a locked account and ends the sessions. */
  async setPassword(name: string, password: string, actor: string): Promise<boolean> {
    if (!nameForm.test(name)) return false;
    const hash = await usableHash(password);
    return this.changed(name, { actor, action: 'person.password' }, (manager) =>
      manager.query(
        `UPDATE person SET password_hash = $2, failures = 0, locked_until = NULL WHERE name = $1 RETURNING name`,
        [name, hash],
      ),
    );
  }

  /** @throws PasswordsBusy */
  async login(name: string, password: string): Promise<LoginOutcome> {
    if (!nameForm.test(name)) return { kind: 'wrong' };
    const rows = await this.dataSource.query<(Person & { hash: string })[]>(
      `SELECT ${columns}, password_hash AS hash FROM person WHERE name = $1 AND disabled_at IS NULL`,
      [name],
    );
    const found = rows[0];
    const until = found?.lockedUntil ?? null;
    if (until !== null && until > new Date()) return { kind: 'locked', until };
    const isRight = await isPassword(password, found?.hash);
    if (found === undefined) return { kind: 'wrong' };
    if (!isRight) return this.failed(name);
    await this.dataSource.query('UPDATE person SET failures = 0, locked_until = NULL WHERE name = $1', [
      name,
    ]);
    const { roles, partners, lockedUntil, disabledAt, createdAt } = found;
    await this.audit.append({ actor: personId(name), action: 'person.login', subject: name });
    return { kind: 'person', person: { name, roles, partners, lockedUntil, disabledAt, createdAt } };
  }

  private async failed(name: string): Promise<LoginOutcome> {
    const [[row]] = await this.dataSource.query<[[{ until: Date | null }], number]>(
      `UPDATE person SET failures = failures + 1, locked_until = CASE WHEN failures + 1 < $2 THEN NULL ELSE
         now() + make_interval(secs => least($4, $3 * power(2, least(failures + 1 - $2, 20)))) END
       WHERE name = $1 RETURNING locked_until AS until`,
      [name, failuresBeforeLock, firstLockSeconds, longestLockSeconds],
    );
    if (row.until === null) return { kind: 'wrong' };
    await this.audit.append({ actor: personId(name), action: 'person.locked', subject: name });
    return { kind: 'locked', until: row.until };
  }

  private changed(
    name: string,
    fact: { actor: string; action: string; detail?: Record<string, unknown> },
    update: (manager: EntityManager) => Promise<unknown>,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [rows] = (await update(manager)) as [object[], number];
      if (rows.length === 0) return false;
      await manager.query(
        'UPDATE person_session SET ended_at = now() WHERE person = $1 AND ended_at IS NULL',
        [name],
      );
      await this.audit.append({ ...fact, subject: name }, manager);
      return true;
    });
  }
}

function demandRoles(roles: readonly string[]): void {
  const unknown = roles.filter((role) => !isRole(role));
  if (roles.length === 0 || unknown.length > 0) throw new WrongPerson(`no such role: ${unknown.join(', ')}`);
}

function demandPartners(partners: readonly string[] | null): void {
  const impossible = (partners ?? []).filter((partner) => !/^[\w.-]{1,100}$/.test(partner));
  if (impossible.length > 0) throw new WrongPerson('there are partners whose ids cannot be');
}

async function usableHash(password: string): Promise<string> {
  if (!isUsablePassword(password))
    throw new WrongPerson(`a password has ${shortestPassword} to 200 characters`);
  return hashPassword(password);
}
