import type { DataSource } from 'typeorm';
import type { ConfigurationFiles } from '#libs/configuration';
import { checkingCode } from './checking-code.js';

/**
 * The configurations that a program with this very code has found without mistakes, by the hash over their files. They need
 * not be checked at every start: their schemas and mappings are compiled when they are first needed.
 */
export class SoundVersions {
  constructor(private readonly dataSource: DataSource) {}

  async has({ version }: ConfigurationFiles): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'SELECT 1 FROM configuration_check WHERE version = $1 AND code = $2',
      [version, checkingCode()],
    );
    return rows.length > 0;
  }

  async add({ version }: ConfigurationFiles): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO configuration_check (version, code) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [version, checkingCode()],
    );
  }
}
