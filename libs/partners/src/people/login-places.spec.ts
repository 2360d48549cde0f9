import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditLog, AuditLog1700000000350 } from '#libs/audit';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import { LoginPlaces1700000000355 } from '../migrations/1700000000355-login-places.js';
import { People1700000000353 } from '../migrations/1700000000353-people.js';
import { LoginAllowances } from './login-allowances.js';
import { LoginPlaces } from './login-places.js';
import { Logins } from './logins.js';
import { People } from './people.js';

const [home, stranger, otherStranger] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'];
const name = 'li.wei';
let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [AuditLog1700000000350, People1700000000353, LoginPlaces1700000000355];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('wrong passwords', () => {
  let places: LoginPlaces;
  const secondsOf = (attempt: Awaited<ReturnType<LoginPlaces['begin']>>): number => {
    const until = attempt.kind === 'locked' ? attempt.until : attempt.lockedUntil;
    return until === null ? 0 : Math.round((until.getTime() - Date.now()) / 5_000) * 5;
  };
  const failing = async (address: string, times: number): Promise<number[]> => {
    const seconds: number[] = [];
    for (let time = 0; time < times; time++) seconds.push(secondsOf(await places.begin(name, address)));
    return seconds;
  };
  const lockEnds = (): Promise<unknown> =>
    dataSource.query(`UPDATE login_place SET locked_until = now() - interval '1 s'`);

  beforeAll(async () => {
    places = new LoginPlaces(dataSource);
    await dataSource.query(
      `INSERT INTO person (name, password_hash, roles, created_by) VALUES ($1, '', '{}', '')`,
      [name],
    );
  });
  beforeEach(() => dataSource.query('DELETE FROM login_place'));

  it('lock a place from the fifth on, for twice as long each time, and 15 minutes at most', async () => {
    expect(await failing(stranger, 5)).toEqual([0, 0, 0, 0, 15]);
    expect(await places.begin(name, stranger)).toMatchObject({ kind: 'locked' });
    await lockEnds();
    expect(await failing(stranger, 1)).toEqual([30]);
    await dataSource.query('UPDATE login_place SET failures = 90');
    await lockEnds();
    expect(await failing(stranger, 1)).toEqual([900]);
  });

  it('of strangers are counted together, and do not lock out the person where it has been before', async () => {
    await places.succeed(name, home);
    await failing(stranger, 3);
    expect(await failing(otherStranger, 2)).toEqual([0, 15]);
    expect(await places.begin(name, stranger)).toMatchObject({ kind: 'locked' });
    expect(await places.begin(name, home)).toMatchObject({ kind: 'counted', place: home, lockedUntil: null });
    await dataSource.query(
      `UPDATE login_place SET last_login_at = now() - interval '91 days' WHERE place = $1`,
      [home],
    );
    expect(await places.begin(name, home)).toMatchObject({ kind: 'locked' });
  });

  it('of the person where it has been before do not lock others, and are forgotten after a right one', async () => {
    await places.succeed(name, home);
    expect(await failing(home, 5)).toEqual([0, 0, 0, 0, 15]);
    expect(await places.begin(name, stranger)).toMatchObject({ kind: 'counted', lockedUntil: null });
    await places.succeed(name, home);
    expect(await failing(home, 1)).toEqual([0]);
  });

  it('at the same moment at several gateways are not more than the others', async () => {
    const gateways = [places, new LoginPlaces(dataSource)];
    const attempts = await Promise.all(
      Array.from({ length: 30 }, (_, number) => gateways[number % 2]!.begin(name, stranger)),
    );
    expect(attempts.filter(({ kind }) => kind === 'counted')).toHaveLength(5);
  });

  it('that nobody had the time to examine do not count', async () => {
    await failing(stranger, 5);
    await places.giveBack(name, '*');
    expect(await failing(stranger, 1)).toEqual([15]);
  });

  it('are told to the audit log when they lock, with the place', async () => {
    const audit = new AuditLog(dataSource);
    const people = new People(dataSource, audit);
    await dataSource.query('UPDATE login_place SET failures = 4');
    await people.add({ name: 'wang', password: 'a password of wang', roles: ['analyst'] }, 'cli:root');
    const logins = new Logins(dataSource, people, audit);
    for (let failure = 1; failure < 5; failure++)
      expect(await logins.login('wang', 'wrong', stranger)).toEqual({ kind: 'wrong' });
    expect(await logins.login('wang', 'wrong', stranger)).toMatchObject({ kind: 'locked' });
    expect(await logins.login('wang', 'a password of wang', stranger)).toMatchObject({ kind: 'locked' });
    expect(await audit.list({ action: 'person.locked' })).toMatchObject([
      { subject: 'wang', detail: { place: '*' } },
    ]);
  });
});

describe('logins of one address', () => {
  it('are so many at once and then so many a second, at all gateways together', async () => {
    const onceAnHour = 1 / 3_600;
    const gateway = (): LoginAllowances => new LoginAllowances(dataSource, onceAnHour, 20);
    const gateways = [gateway(), gateway()];
    const waits = await Promise.all(
      Array.from({ length: 30 }, (_, number) => gateways[number % 2]!.take(stranger)),
    );
    const refused = waits.filter((seconds) => seconds !== undefined);
    expect(refused).toHaveLength(10);
    for (const seconds of refused) expect(Math.abs(3_600 - seconds)).toBeLessThan(60);
    expect(await gateways[0]!.take(home)).toBeUndefined();
    await dataSource.query(`UPDATE login_allowance SET taken_until = taken_until - interval '1 hour'`);
    expect(await gateways[1]!.take(stranger)).toBeUndefined();
    expect(await gateways[0]!.take(stranger)).toBeDefined();
  });
});
