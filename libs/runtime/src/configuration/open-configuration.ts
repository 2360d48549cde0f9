import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { MissingConfiguration, readConfigurationFiles, type ConfigurationFiles } from '#libs/configuration';
import type { ReceivedSignatures } from '#libs/journey';
import { describeProblem, type ConfigurationProblem } from '#libs/message';
import type { Settings } from '../settings.js';
import { activateFolder, type ActivationRequest, type KnownConfiguration } from './activate-folder.js';
import { ConfigurationVersions } from './configuration-versions.js';
import { LiveConfiguration } from './live-configuration.js';

const unpackedVersions = 20;
const dayMs = 86_400_000;

/** The configuration has mistakes; the message lists them, in both languages. */
export class WrongConfiguration extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'WrongConfiguration';
  }
}

/**
 * Loads the active version. The files of the folder become it first when this edition takes them at its start, or when
 * nothing is active yet; what was compiled for their check is not compiled again.
 * @param known a configuration in hand, from which what is the same is taken over
 * @param signatures what signatures of messages are checked with
 * @throws WrongConfiguration
 */
export async function openConfiguration(
  dataSource: DataSource,
  settings: Pick<Settings, 'configurationRoot' | 'dataFolder' | 'activateAtStart'>,
  known?: KnownConfiguration,
  signatures?: ReceivedSignatures,
): Promise<LiveConfiguration> {
  const unpackInto = unpackFolder(settings.dataFolder);
  const versions = new ConfigurationVersions(dataSource);
  let checked = known;
  if (settings.activateAtStart || (await versions.active()) === undefined) {
    const outcome = await folderAtStart(versions, resolve(settings.configurationRoot), unpackInto, known);
    checked = outcome?.checked ?? known;
  }
  const live = await LiveConfiguration.open(dataSource, unpackInto, checked, signatures);
  // checked when it was activated, perhaps by a program of another version
  if (live.refused !== undefined) throw wrongConfiguration(live.refused.problems);
  return live;
}

/** Where versions are unpacked: beside the other data of this process, which outlives it. */
export function unpackFolder(dataFolder: string): string {
  const folder = resolve(dataFolder, 'configuration');
  mkdirSync(folder, { recursive: true });
  forgetOld(folder);
  return folder;
}

/** Versions can be unpacked again; those that were unpacked long ago, and many versions ago, go. */
function forgetOld(folder: string): void {
  const versions = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), atMs: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs);
  for (const { path, atMs } of versions.slice(unpackedVersions))
    if (Date.now() - atMs > dayMs) rmSync(path, { recursive: true, force: true });
}

/** Who acts when nobody has said: the account on this machine. */
export function localActor(): string {
  return `${userInfo().username}@local`;
}

/**
 * The files of the folder become active when they are others than at the last start. When they are the same, what has
 * become active since, over the interface or by going back, stays so. @throws WrongConfiguration
 */
async function folderAtStart(
  versions: ConfigurationVersions,
  root: string,
  unpackInto: string,
  known: KnownConfiguration | undefined,
): Promise<{ checked?: KnownConfiguration } | undefined> {
  const { version } = readFolder(root);
  if ((await versions.seenIn(root)) === version && (await versions.active()) !== undefined) return undefined;
  const request = { root, unpackInto, by: localActor(), note: `start: ${root}`, known };
  const outcome = await activated(versions, request);
  if (outcome.kind === 'refused') throw wrongConfiguration(outcome.problems);
  await versions.see(root, version);
  // whoever writes this folder and starts the hub answers for it: nothing had to be proven
  return outcome.kind === 'active' ? outcome : undefined;
}

function readFolder(root: string): ConfigurationFiles {
  try {
    return readConfigurationFiles(root);
  } catch (error) {
    throw error instanceof MissingConfiguration ? wrongConfiguration(error.problems) : error;
  }
}

async function activated(
  versions: ConfigurationVersions,
  request: ActivationRequest,
): ReturnType<typeof activateFolder> {
  try {
    return await activateFolder(versions, request);
  } catch (error) {
    throw error instanceof MissingConfiguration ? wrongConfiguration(error.problems) : error;
  }
}

function wrongConfiguration(problems: readonly ConfigurationProblem[]): WrongConfiguration {
  return new WrongConfiguration(
    problems.flatMap((one) => [describeProblem(one, 'zh'), describeProblem(one, 'en')]),
  );
}
