import type { DataSource } from 'typeorm';
import {
  loadConfigurationGently,
  unpackConfiguration,
  type Configuration,
  type ConfigurationFiles,
} from '#libs/configuration';
import { MappingVersion, Quarantine } from '#libs/journal';
import type { ReceivedSignatures } from '#libs/journey';
import type { ConfigurationProblem } from '#libs/message';
import { beforeOf, type KnownConfiguration } from './activate-folder.js';
import { committedState } from './committed-state.js';
import { ConfigurationVersions } from './configuration-versions.js';
import { EarlierVersion } from './earlier-version.js';
import { SoundVersions } from './sound-versions.js';

/** A newer version that this process cannot use, and why; it goes on with the one before. */
export interface RefusedVersion {
  readonly number: number;
  readonly problems: readonly ConfigurationProblem[];
}

type Listener = (configuration: Configuration) => void | Promise<void>;

/**
 * The configuration as this process uses it right now: the files of the version that is active in the database, with
 * what people have decided about single codes on top. It changes as a whole, between messages; a message keeps the
 * configuration that it began its journey with. A version that is wrong is left alone and told, and the one before stays.
 */
export class LiveConfiguration {
  readonly versions: ConfigurationVersions;
  private readonly earlier: EarlierVersion;
  private readonly sound: SoundVersions;
  private files: ConfigurationFiles | undefined;
  /** As the files say, without decisions. */
  private base: Configuration | undefined;
  private active: Configuration | undefined;
  private decisions = '0 ';
  private refusedVersion: RefusedVersion | undefined;
  private changing: Promise<unknown> = Promise.resolve();
  private readonly listeners: Listener[] = [];

  private constructor(
    private readonly dataSource: DataSource,
    readonly unpackInto: string,
    private fromElsewhere: KnownConfiguration | undefined,
    private readonly signatures: ReceivedSignatures | undefined,
  ) {
    this.versions = new ConfigurationVersions(dataSource);
    this.sound = new SoundVersions(dataSource);
    this.earlier = new EarlierVersion(this.versions, this.sound, unpackInto, signatures);
  }

  /**
   * Loads the active version; there has to be one. When it is wrong for this program, there is nothing but `refused`.
   * @param unpackInto folder for the files of versions
   * @param known a configuration in hand, from which what is the same is taken over
   * @param signatures what signatures of messages are checked with
   */
  static async open(
    dataSource: DataSource,
    unpackInto: string,
    known?: KnownConfiguration,
    signatures?: ReceivedSignatures,
  ): Promise<LiveConfiguration> {
    const live = new LiveConfiguration(dataSource, unpackInto, known, signatures);
    await live.follow();
    return live;
  }

  get current(): Configuration {
    if (this.active === undefined) throw new Error('no version of the configuration could be loaded');
    return this.active;
  }

  /** What has been loaded, with its files and without decisions. */
  get known(): KnownConfiguration | undefined {
    const [configuration, files] = [this.base, this.files];
    return configuration === undefined || files === undefined ? undefined : { configuration, files };
  }

  get refused(): RefusedVersion | undefined {
    return this.refusedVersion;
  }

  /** Called after each change, with the new configuration. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /**
   * The configuration with every activation and decision that has been committed; asks the database, so nobody begins
   * work on old ones.
   */
  async upToDate(): Promise<Configuration> {
    await this.follow();
    return this.current;
  }

  private async follow(): Promise<void> {
    const { number, decisions } = await committedState(this.dataSource);
    if (this.base?.number === number) this.refusedVersion = undefined;
    if (this.isAt(number, decisions)) return;
    const turn = this.changing.then(() => this.change());
    this.changing = turn.catch(() => undefined);
    await turn;
  }

  /**
   * A version that was in use, as files need it that were begun under it; decided codes lie on top of it too.
   * @throws CannotGoOn when it is not kept, or has mistakes for this program
   */
  async version(number: number): Promise<Configuration> {
    const current = await this.upToDate();
    if (current.number === number) return current;
    return this.decided(await this.earlier.load(number, this.known));
  }

  private isAt(number: number | undefined, decisions: string): boolean {
    const isLoaded = this.base !== undefined && this.base.number === number;
    return (isLoaded || this.refusedVersion?.number === number) && decisions === this.decisions;
  }

  /** One at a time; by then another may have done the work. */
  private async change(): Promise<void> {
    const { number, decisions } = await committedState(this.dataSource);
    if (this.isAt(number, decisions) || number === undefined) return;
    const base = number === this.base?.number ? this.base : await this.load(number);
    if (base === undefined) return;
    this.active = await this.decided(base);
    this.base = base;
    this.decisions = decisions;
    for (const listener of this.listeners) await listener(this.active);
  }

  /** With what people have decided about single codes. */
  private async decided(base: Configuration): Promise<Configuration> {
    const known = new Set(base.codeLists.names());
    const rows = (await new Quarantine(this.dataSource).crossReferences()).filter(({ list }) =>
      known.has(list),
    );
    return rows.length === 0 ? base : base.withDecisions({ crossReferences: rows });
  }

  /** @returns undefined when the version is wrong: then everything stays as it is */
  private async load(number: number): Promise<Configuration | undefined> {
    const files = await this.versions.files(number);
    const root = unpackConfiguration(this.unpackInto, files);
    const isSound = await this.sound.has(files);
    const configuration = await loadConfigurationGently(root, {
      number,
      isSound,
      signatures: this.signatures,
      before: beforeOf(this.known ?? this.fromElsewhere, files),
    });
    if (configuration.problems.length > 0) {
      this.refusedVersion = { number, problems: configuration.problems };
      return undefined;
    }
    if (!isSound) {
      await this.keepMappingVersions(configuration);
      await this.sound.add(files);
    }
    this.files = files;
    this.fromElsewhere = undefined;
    this.refusedVersion = undefined;
    return configuration;
  }

  /** The text of every mapping is kept with the journal, so that what was made with it can always be explained. */
  private async keepMappingVersions({ mappings }: Configuration): Promise<void> {
    const versions = mappings.map(({ name, text, mapping }) => ({ name, text, version: mapping.version }));
    if (versions.length === 0) return;
    await this.dataSource
      .createQueryBuilder()
      .insert()
      .into(MappingVersion)
      .values(versions)
      .orIgnore()
      .execute();
  }
}
