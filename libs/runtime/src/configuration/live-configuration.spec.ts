import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { configurationFiles } from '#libs/configuration';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import {
  activateFolder,
  AnotherVersionActive,
  ConfigurationVersions,
  LiveConfiguration,
  openDatabase,
  type ActivationOutcome,
} from '../index.js';

jest.setTimeout(60_000);

const mapping = 'mappings/sys-1/order-to-transport-order.yaml';
/** As much of the example configuration as one sender needs. */
const places = [
  'agreements/sys-1.yaml',
  mapping,
  'mappings/sys-1/party-to-party.yaml',
  'schemas/sources/sys-1',
  'schemas/canonical/components',
  'schemas/canonical/party',
  'schemas/canonical/transport-order',
  'code-lists',
];
let database: TestDatabase;
let dataSource: DataSource;
let folder: string;
let root: string;
let versions: ConfigurationVersions;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDatabase(database.url);
  versions = new ConfigurationVersions(dataSource);
  folder = mkdtempSync(join(tmpdir(), 'bianzu-live-'));
  root = join(folder, 'files');
  for (const place of places) cpSync(place, join(root, place), { recursive: true });
  writeFileSync(join(root, 'agreements/routes.yaml'), '{}\n');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function activate(replacing?: number): Promise<ActivationOutcome> {
  const request = { root, unpackInto: join(folder, 'unpacked'), by: 'somebody', note: 'a test', replacing };
  return activateFolder(versions, request);
}

/** As each process has its own. */
function open(known?: LiveConfiguration['known']): Promise<LiveConfiguration> {
  return LiveConfiguration.open(dataSource, join(folder, 'unpacked'), known);
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(root, file), change(readFileSync(join(root, file), 'utf8')));
}

async function activeNumber(): Promise<number | undefined> {
  return (await versions.active())?.number;
}

describe('the live configuration', () => {
  let first: LiveConfiguration;
  let second: LiveConfiguration;
  let checked: LiveConfiguration['known'];

  beforeAll(async () => {
    const outcome = await activate();
    expect(outcome).toMatchObject({ kind: 'active', activation: { activatedBy: 'somebody' } });
    if (outcome.kind === 'active') checked = outcome.checked;
    [first, second] = [await open(checked), await open()];
  });

  it('takes over what was compiled for the check', async () => {
    const name = 'sys-1/order-to-transport-order';
    const [mine, others] = [await first.upToDate(), await second.upToDate()];
    expect(mine.mapping(name)).toBe(checked?.configuration.mapping(name));
    expect(others.mapping(name)).not.toBe(mine.mapping(name));
    expect([mine.number, others.number]).toEqual(Array(2).fill(await activeNumber()));
  });

  it('changes in every process, and what has begun keeps what it began with', async () => {
    const begun = await first.upToDate();
    const text = begun.mappings.find(({ file }) => file === mapping)!.text;
    edit(mapping, (before) => `${before}\n# changed\n`);
    const outcome = await activate();
    expect(outcome.kind).toBe('active');
    for (const live of [first, second]) {
      const now = await live.upToDate();
      expect(now.number).toBe(await activeNumber());
      expect(now.mapping('sys-1/order-to-transport-order')!.version).not.toBe(
        begun.mapping('sys-1/order-to-transport-order')!.version,
      );
    }
    expect(begun.mappings.find(({ file }) => file === mapping)!.text).toBe(text);
    const kept = await dataSource.query<unknown[]>(
      `SELECT 1 FROM mapping_version WHERE name = 'sys-1/order-to-transport-order'`,
    );
    expect(kept).toHaveLength(2);
  });

  it('compiles only what has changed, and lets other work through meanwhile', async () => {
    const before = await first.upToDate();
    edit('agreements/routes.yaml', (text) => `${text}\n# changed\n`);
    edit('schemas/sources/sys-1/order.xsd', (text) => `${text}\n<!-- changed -->\n`);
    await activate();
    const longest = longestTurn();
    const after = await first.upToDate();
    const longestMs = longest();
    expect(after).not.toBe(before);
    expect(after.mapping('sys-1/party-to-party')).toBe(before.mapping('sys-1/party-to-party'));
    expect(after.codeLists).toBe(before.codeLists);
    // all of it together takes several times as much
    expect(longestMs).toBeLessThan(1_000);
  });

  it('refuses a wrong change as a whole, tells all its mistakes, and stays as it is', async () => {
    const [active, present] = [await activeNumber(), await first.upToDate()];
    const right = readFileSync(join(root, mapping), 'utf8');
    edit(mapping, () => 'from: [wrong');
    edit('agreements/sys-1.yaml', (text) => text.replace('sys-1/party-to-party', 'no-such'));
    const outcome = await activate();
    expect(outcome.kind).toBe('refused');
    const problems = outcome.kind === 'refused' ? outcome.problems : [];
    expect(problems.map(({ file }) => file.replace(/:.*/, ''))).toEqual(
      expect.arrayContaining([mapping, 'agreements/sys-1.yaml']),
    );
    expect(await activeNumber()).toBe(active);
    expect(await first.upToDate()).toBe(present);
    expect(await versions.openRefusal()).toMatchObject({ refusedBy: 'somebody', problems });
    writeFileSync(join(root, mapping), right);
    edit('agreements/sys-1.yaml', (text) => text.replace('no-such', 'sys-1/party-to-party'));
  });

  it('goes back to an earlier version under its old number', async () => {
    const [latest, , earliest] = await versions.activations(10);
    await versions.activate(earliest!.number, { by: 'somebody', note: 'back' });
    expect((await second.upToDate()).number).toBe(earliest!.number);
    expect((await activate()).kind).toBe('active');
    expect(await activeNumber()).toBe(latest!.number);
    expect(await versions.openRefusal()).toBeUndefined();
  });

  it('is not replaced by somebody who has looked at another version', async () => {
    edit('agreements/routes.yaml', (text) => `${text}\n# once more\n`);
    await expect(activate(1)).rejects.toBeInstanceOf(AnotherVersionActive);
    expect(await activate(await activeNumber())).toMatchObject({ kind: 'active' });
  });

  it('stays in a process that cannot use a version which others can', async () => {
    const before = await first.upToDate();
    const files = await versions.files((await activeNumber())!);
    const broken = new Map(files.files);
    broken.delete(mapping);
    const number = await versions.store({ version: 'f'.repeat(64), files: broken }, 'somebody');
    await versions.activate(number, { by: 'somebody' });
    expect(await first.upToDate()).toBe(before);
    expect(first.refused).toMatchObject({ number });
    expect(first.refused!.problems.length).toBeGreaterThan(0);
    await versions.activate(before.number!, { by: 'somebody' });
    expect((await first.upToDate()).number).toBe(before.number);
    expect(first.refused).toBeUndefined();
  });

  it('is checked when another program found it sound, and compiled when needed when this one did', async () => {
    const current = await first.upToDate();
    const files = await versions.files(current.number!);
    const sha256 = createHash('sha256').update('from: [wrong').digest('hex');
    const wrong = configurationFiles(
      new Map(files.files).set(mapping, { sha256, bytes: Buffer.from('from: [wrong') }),
    );
    const number = await versions.store(wrong, 'somebody');
    await versions.activate(number, { by: 'somebody' });
    const found = (code: string): Promise<unknown> =>
      dataSource.query(
        `INSERT INTO configuration_check (version, code) SELECT $1, ${code} FROM configuration_check WHERE version = $2`,
        [wrong.version, files.version],
      );
    await found(`'another program'`);
    expect((await open()).refused).toMatchObject({ number });
    await found('code');
    const live = await open();
    expect(live.current.number).toBe(number);
    expect(() => live.current.mapping('sys-1/order-to-transport-order')!.name).toThrow('cannot be used');
    expect(live.current.mapping('sys-1/party-to-party')!.rules.length).toBeGreaterThan(0);
    await versions.activate(current.number!, { by: 'somebody' });
  });
});

/** The most processor time, in milliseconds, that anything has taken without letting others have their turn. */
function longestTurn(): () => number {
  let longestMs = 0;
  let isWatching = true;
  let before = process.cpuUsage();
  const turn = (): void => {
    const { user, system } = process.cpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1_000);
    before = process.cpuUsage();
    if (isWatching) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isWatching = false;
    turn();
    return longestMs;
  };
}
