import type { DataSource, EntityManager } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { personId } from '../principal.js';
import { LoginPlaces } from './login-places.js';
import { hashPassword, isUsablePassword, shortestPassword } from './passwords.js';
import { isRole, type Role } from './roles.js';

/** Somebody with an account of ours. */
export interface Person {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Whose messages the person may see; null for all. */
  readonly partners: readonly string[] | null;
  /** Until when nobody may log in as the person from some place. */
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

/** What is particular about another password when somebody gives it to themselves. */
export interface OwnPassword {
  /** Hash of the password before; when it is another by now, nothing is changed. */
  readonly replacing: string;
  /** The session that goes on. */
  readonly session: string;
}

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

export const personColumns = `name, roles, partners, disabled_at AS "disabledAt", created_at AS "createdAt",
  (SELECT max(locked_until) FROM login_place WHERE person = name AND locked_until > now()) AS "lockedUntil"`;
export const nameForm = /^[a-z][a-z0-9.@_-]{0,99}$/;

/** Accounts of people, with password and roles; every change is in the audit log. */
export class People {
  private readonly places: LoginPlaces;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {
    this.places = new LoginPlaces(dataSource);
  }

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
    return this.dataSource.query<Person[]>(`SELECT ${personColumns} FROM person ORDER BY name`);
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

  /**
   * Gives somebody another password, opens a locked account and ends the sessions: all, or the others than the one in which
   * somebody changes their own.
   * @returns false when there is nobody of that name
   */
  async setPassword(name: string, password: string, actor: string, own?: OwnPassword): Promise<boolean> {
    if (!nameForm.test(name)) return false;
    const hash = await usableHash(password);
    const update = async (manager: EntityManager): Promise<unknown> => {
      const updated = await manager.query<[object[], number]>(
        `UPDATE person SET password_hash = $2 WHERE name = $1 AND password_hash = coalesce($3, password_hash)
         RETURNING name`,
        [name, hash, own?.replacing ?? null],
      );
      if (updated[0].length > 0) await this.places.forget(name, manager);
      return updated;
    };
    return this.changed(name, { actor, action: 'person.password' }, update, own?.session);
  }

  private changed(
    name: string,
    fact: { actor: string; action: string; detail?: Record<string, unknown> },
    update: (manager: EntityManager) => Promise<unknown>,
    keptSession: string | null = null,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [rows] = (await update(manager)) as [object[], number];
      if (rows.length === 0) return false;
      await manager.query(
        'UPDATE person_session SET ended_at = now() WHERE person = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2',
        [name, keptSession],
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
