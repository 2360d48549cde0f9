import { WrongSetting } from '#libs/message';
import { settingsFrom, type Settings } from './settings.js';

/** The settings of a process of the distributed edition: it has to be told where PostgreSQL and RabbitMQ are. */
export interface DistributedSettings extends Settings {
  readonly databaseUrl: string;
  readonly amqpUrl: string;
}

/** @throws WrongSetting */
export function distributedSettingsFrom(environment: NodeJS.ProcessEnv): DistributedSettings {
  const { databaseUrl, amqpUrl, ...rest } = settingsFrom(environment);
  if (databaseUrl === undefined || amqpUrl === undefined)
    throw new WrongSetting(databaseUrl === undefined ? 'DATABASE_URL' : 'AMQP_URL', {
      zh: '必须设置 DATABASE_URL 与 AMQP_URL。',
      en: 'DATABASE_URL and AMQP_URL are needed.',
    });
  return { ...rest, databaseUrl, amqpUrl };
}
