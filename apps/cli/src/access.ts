import { userInfo } from 'node:os';
import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import type { DataSource } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { WrongSetting } from '#libs/message';
import type { SecretStore } from '#libs/partners';
import type { Call } from './command.js';
import { withDatabase } from './database.js';
import { UsageMistake } from './mistake.js';

/** What commands about people, secrets and clients work on. */
export interface Access {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly secrets: SecretStore;
  /** Who is at the machine, for the audit log. */
  readonly actor: string;
}

/** The errors by which the libraries say that something given cannot be. */
const mistakes: ReadonlySet<string> = new Set(['WrongPerson', 'WrongSecret', 'NoSecretKey']);

/** Does some work on accounts and secrets. @throws UsageMistake when what was given cannot be */
export function withAccess<T>({ environment }: Call, work: (access: Access) => Promise<T>): Promise<T> {
  return withDatabase(environment, async (dataSource) => {
    const [{ AuditLog }, { SecretStore }, { secretKeysOf, settingsFrom }] = await Promise.all([
      import('#libs/audit'),
      import('#libs/partners'),
      import('#libs/runtime'),
    ]);
    const audit = new AuditLog(dataSource);
    try {
      const secrets = new SecretStore(dataSource, audit, secretKeysOf(settingsFrom(environment)));
      return await work({ dataSource, audit, secrets, actor: `cli:${userInfo().username}` });
    } catch (error) {
      if (error instanceof WrongSetting) {
        const { setting, text } = error;
        throw new UsageMistake({ zh: `${setting}：${text.zh}`, en: `${setting}: ${text.en}` });
      }
      if (!(error instanceof Error) || !mistakes.has(error.name)) throw error;
      throw new UsageMistake({ zh: `不可接受：${error.message}`, en: `This cannot be: ${error.message}` });
    }
  });
}

/**
 * Passwords and secrets come by standard input: arguments are seen by everybody on the machine. The line break behind a text is
 * that of the terminal; bytes that are no text are kept to the last one.
 */
export async function secretInput({ terminal }: Call): Promise<Buffer> {
  const bytes = await buffer(terminal.input);
  return isUtf8(bytes) ? Buffer.from(bytes.toString('utf8').replace(/\r?\n$/, '')) : bytes;
}

/** A value of an option that has several, separated by commas. */
export function listed(value: string | undefined): string[] | undefined {
  return value?.split(',').filter((one) => one !== '');
}

export function unknown(name: string): UsageMistake {
  return new UsageMistake({ zh: `没有“${name}”。`, en: `There is no "${name}".` });
}
