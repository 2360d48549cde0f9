import type { DataSource } from 'typeorm';
import { loadConfiguration, type Configuration } from '#libs/configuration';
import { MappingVersion, Quarantine } from '#libs/journal';

/**
 * The configuration as this process uses it right now: the files, with what people have decided about single codes on
 * top. A message keeps the configuration that it began its journey with.
 */
export class LiveConfiguration {
  private decisions = '0 ';

  private constructor(
    private readonly dataSource: DataSource,
    private readonly files: Configuration,
    private active: Configuration,
  ) {}

  /** Reads the files and the decisions, and keeps the text of every mapping with the journal. */
  static async open(dataSource: DataSource, root: string): Promise<LiveConfiguration> {
    const files = loadConfiguration(root);
    const live = new LiveConfiguration(dataSource, files, files);
    await live.keepMappingVersions();
    await live.upToDate();
    return live;
  }

  get current(): Configuration {
    return this.active;
  }

  /** The configuration with every decision that has been committed; asks the database, so nobody works on old ones. */
  async upToDate(): Promise<Configuration> {
    const quarantine = new Quarantine(this.dataSource);
    const version = await quarantine.decisionsVersion();
    if (version === this.decisions) return this.active;
    const known = new Set(this.files.codeLists.names());
    const crossReferences = (await quarantine.crossReferences()).filter(({ list }) => known.has(list));
    this.active = this.files.withDecisions({ crossReferences });
    this.decisions = version;
    return this.active;
  }

  private async keepMappingVersions(): Promise<void> {
    const versions = this.files.mappings.map(({ name, text, mapping }) => ({
      name,
      text,
      version: mapping.version,
    }));
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
