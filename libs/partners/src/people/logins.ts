import type { DataSource } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { personId } from '../principal.js';
import { LoginPlaces, type LoginAttempt } from './login-places.js';
import { isPassword } from './passwords.js';
import { nameForm, personColumns, WrongPerson, type People, type Person } from './people.js';

/** What came of an attempt to log in. A locked account says so whether or not the password was right. */
export type LoginOutcome =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly until: Date };

/** Who changes their own password, and in which session. */
export interface OwnPasswordChange {
  readonly name: string;
  readonly session: string;
  readonly oldPassword: string;
  readonly newPassword: string;
}

type Examined = { readonly kind: 'right'; readonly found: Found } | Exclude<LoginOutcome, { kind: 'person' }>;
type Found = Person & { readonly hash: string };
type Counted = Extract<LoginAttempt, { kind: 'counted' }>;

/** Where people show their password: every attempt is counted for the person and the address that it comes from. */
export class Logins {
  private readonly places: LoginPlaces;

  constructor(
    private readonly dataSource: DataSource,
    private readonly people: People,
    private readonly audit: AuditLog,
  ) {
    this.places = new LoginPlaces(dataSource);
  }

  /** @throws PasswordsBusy */
  async login(name: string, password: string, address: string): Promise<LoginOutcome> {
    const examined = await this.examined(name, password, address);
    if (examined.kind !== 'right') return examined;
    await this.places.succeed(name, address);
    await this.audit.append({ actor: personId(name), action: 'person.login', subject: name });
    const { roles, partners, lockedUntil, disabledAt, createdAt } = examined.found;
    return { kind: 'person', person: { name, roles, partners, lockedUntil, disabledAt, createdAt } };
  }

  /**
   * Somebody gives themselves another password; the other sessions end. A wrong old one is counted like one at a login, so
   * that a token which was stolen does not help to guess it.
   * @throws WrongPerson when the new one cannot be; PasswordsBusy
   */
  async changeOwnPassword(
    change: OwnPasswordChange,
    address: string,
  ): Promise<Exclude<LoginOutcome['kind'], 'person'> | 'changed'> {
    const { name, session, oldPassword, newPassword } = change;
    if (oldPassword.normalize('NFC') === newPassword.normalize('NFC'))
      throw new WrongPerson('the new password is the old one');
    const examined = await this.examined(name, oldPassword, address);
    if (examined.kind !== 'right') return examined.kind;
    const own = { session, replacing: examined.found.hash };
    if (!(await this.people.setPassword(name, newPassword, personId(name), own))) return 'wrong';
    await this.places.succeed(name, address);
    return 'changed';
  }

  private async examined(name: string, password: string, address: string): Promise<Examined> {
    if (!nameForm.test(name)) return { kind: 'wrong' };
    const [found] = await this.dataSource.query<Found[]>(
      `SELECT ${personColumns}, password_hash AS hash FROM person WHERE name = $1 AND disabled_at IS NULL`,
      [name],
    );
    const attempt = found === undefined ? undefined : await this.places.begin(name, address);
    // whoever is nobody, or locked, hears so after the same time
    const hash = attempt?.kind === 'counted' ? found?.hash : undefined;
    const isRight = await this.isRight(name, password, hash, attempt);
    if (found === undefined || attempt === undefined) return { kind: 'wrong' };
    if (attempt.kind === 'locked') return attempt;
    return isRight ? { kind: 'right', found } : this.failed(name, attempt);
  }

  private async isRight(
    name: string,
    password: string,
    hash: string | undefined,
    attempt: LoginAttempt | undefined,
  ): Promise<boolean> {
    try {
      return await isPassword(password, hash);
    } catch (error) {
      if (attempt?.kind === 'counted') await this.places.giveBack(name, attempt.place);
      throw error;
    }
  }

  private async failed(name: string, { place, lockedUntil }: Counted): Promise<Examined> {
    if (lockedUntil === null) return { kind: 'wrong' };
    const fact = { actor: personId(name), action: 'person.locked', subject: name, detail: { place } };
    await this.audit.append(fact);
    return { kind: 'locked', until: lockedUntil };
  }
}
