import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { ConfigurationProblem } from '#libs/message';

/** The folders that make a configuration. */
const configurationFolders = ['agreements', 'mappings', 'schemas', 'code-lists'] as const;

export interface ConfigurationFile {
  /** Hex. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * All files of a configuration as one immutable set. `version` is a hash over their places and contents: equal versions
 * are equal files.
 */
export interface ConfigurationFiles {
  readonly version: string;
  /** By place, with `/` between the parts, e.g. `mappings/sys-1/order-to-transport-order.yaml`. */
  readonly files: ReadonlyMap<string, ConfigurationFile>;
}

/** What is different between two sets, by place. */
export interface ConfigurationChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

const mostFiles = 20_000;
const largestFileBytes = 16 * 1024 * 1024;

/** Some of the folders are not there, or too much is in them: without them there is no configuration at all. */
export class MissingConfiguration extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ file, message }) => `${file}: ${message.en}`).join('\n'));
    this.name = 'MissingConfiguration';
  }
}

/**
 * Reads the files under the root. Editors' leavings, whose names begin with a dot or end with `~`, are no part of it.
 * @throws MissingConfiguration
 */
export function readConfigurationFiles(root: string): ConfigurationFiles {
  demandFolders(root);
  const files = new Map<string, ConfigurationFile>();
  for (const folder of configurationFolders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const place = `${folder}/${name.split(sep).join('/')}`;
      const { size } = statSync(join(root, place));
      if (/(?:^|\/)\.|~$/.test(place) || !statSync(join(root, place)).isFile()) continue;
      if (size > largestFileBytes || files.size >= mostFiles) throw tooMuch(place);
      const bytes = readFileSync(join(root, place));
      files.set(place, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes });
    }
  }
  return configurationFiles(files);
}

/**
 * The set of these files, whatever their order.
 * @throws Error when a place leads out of the folders of a configuration: it becomes the name of a file
 */
export function configurationFiles(files: ReadonlyMap<string, ConfigurationFile>): ConfigurationFiles {
  for (const place of files.keys()) if (!isInside(place)) throw new Error(`no place for a file: ${place}`);
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const hash = createHash('sha256');
  for (const [place, { sha256 }] of sorted) hash.update(`${sha256} ${place}\n`);
  return { version: hash.digest('hex'), files: sorted };
}

export function changesBetween(before: ConfigurationFiles, after: ConfigurationFiles): ConfigurationChanges {
  const isOther = (place: string): boolean =>
    before.files.has(place) && before.files.get(place)!.sha256 !== after.files.get(place)!.sha256;
  return {
    added: [...after.files.keys()].filter((place) => !before.files.has(place)),
    changed: [...after.files.keys()].filter(isOther),
    removed: [...before.files.keys()].filter((place) => !after.files.has(place)),
  };
}

/**
 * Writes the set into a folder of its own, named by its version, unless it is there already. The folder appears as a
 * whole, so what is in it is complete. @returns the folder
 */
export function unpackConfiguration(into: string, { version, files }: ConfigurationFiles): string {
  const folder = join(into, version);
  if (existsSync(folder)) return folder;
  const unfinished = join(into, `.${version}.${process.pid}.${Date.now()}`);
  for (const name of configurationFolders) mkdirSync(join(unfinished, name), { recursive: true });
  for (const [place, { bytes }] of files) {
    mkdirSync(dirname(join(unfinished, place)), { recursive: true });
    writeFileSync(join(unfinished, place), bytes);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // another process was faster with the same files
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function isInside(place: string): boolean {
  const [folder, ...rest] = place.split('/');
  const isKnown = configurationFolders.some((name) => name === folder);
  return isKnown && rest.length > 0 && rest.every((part) => part !== '' && part !== '.' && part !== '..');
}

export function demandFolders(root: string): void {
  const problems = configurationFolders
    .filter((name) => !existsSync(join(root, name)))
    .map((name) => ({
      file: join(root, name),
      message: { zh: '没有该目录。', en: 'There is no such folder.' },
    }));
  if (problems.length > 0) throw new MissingConfiguration(problems);
}

function tooMuch(file: string): MissingConfiguration {
  const message = {
    zh: `配置过大：至多 ${mostFiles} 个文件，每个至多 ${largestFileBytes} 字节。`,
    en: `The configuration is too large: at most ${mostFiles} files of at most ${largestFileBytes} bytes each.`,
  };
  return new MissingConfiguration([{ file, message }]);
}
