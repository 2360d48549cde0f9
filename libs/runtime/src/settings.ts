import { join } from 'node:path';
import { outboundPolicyFrom, type OutboundPolicy } from '#libs/channels';
import { WrongSetting } from '#libs/message';
import { logLevels, type LogLevel } from '#libs/telemetry';
import { securitySettingsFrom, type SecuritySettings } from './security-settings.js';

/** What a process is told by its environment; everything has a default that is right for one machine. */
export interface Settings {
  /** PostgreSQL of the distributed edition; the embedded one brings its own. */
  readonly databaseUrl: string | undefined;
  /** RabbitMQ of the distributed edition. */
  readonly amqpUrl: string | undefined;
  /** Put before the names of exchanges and queues, so that several installations can share a broker. */
  readonly amqpPrefix: string;
  readonly host: string;
  readonly port: number;
  /** Where the embedded edition keeps its database and its example credentials. */
  readonly dataFolder: string;
  /** Folder with `agreements`, `mappings`, `schemas` and `code-lists`. */
  readonly configurationRoot: string;
  /** Makes the folder's files active when the process starts; without it only when nothing is active yet. */
  readonly activateAtStart: boolean;
  readonly lanes: number;
  readonly maxBodyBytes: number;
  /** Of AS2 transmissions that are worked on at a time; each is in memory about twice. */
  readonly as2Bytes: number;
  /** How long a sender may take for one request over HTTP. */
  readonly requestSeconds: number;
  /** How long messages stay in the journal when neither agreement nor partner says it. */
  readonly retentionDays: number;
  /** How long a transmission may be repeated under the same idempotency key. */
  readonly idempotencyDays: number;
  /** Where days go that leave the journal; undefined when they are to go for good. */
  readonly archiveFolder: string | undefined;
  /** When not said: `warn` for the hub, whose terminal is for people, else `info`. */
  readonly logLevel: LogLevel | undefined;
  /** Log lines about successes in a second; failures are always told. */
  readonly logSuccessesPerSecond: number;
  /** With it metrics can be read from other machines. */
  readonly metricsToken: string | undefined;
  readonly security: SecuritySettings;
  /** Where connections to partners may go. */
  readonly outbound: OutboundPolicy;
  /** Where partners log in by SFTP; 0 for any, nowhere when undefined. */
  readonly sftpPort: number | undefined;
  /** Whether the statistics of a month are signed and sent when it has ended. */
  readonly monthlyStatistics: boolean;
  /** Where a worker tells metrics and health; 0 for any. */
  readonly workerPort: number;
}

/** @throws WrongSetting */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const number = (name: string, fallback: number, least: number, most: number): number => {
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new WrongSetting(name, {
      zh: `应为 ${least} 至 ${most} 的整数，而不是“${text}”。`,
      en: `must be a whole number from ${least} to ${most}, not "${text}".`,
    });
  };
  const logLevel = environment.BIANZU_LOG_LEVEL || undefined;
  if (logLevel !== undefined && !logLevels.includes(logLevel as LogLevel))
    throw new WrongSetting('BIANZU_LOG_LEVEL', {
      zh: `应为 ${logLevels.join('、')} 之一，而不是“${logLevel}”。`,
      en: `must be one of ${logLevels.join(', ')}, not "${logLevel}".`,
    });
  const listening = { host: environment.HOST || '127.0.0.1', port: number('PORT', 8080, 0, 65_535) };
  return {
    databaseUrl: environment.DATABASE_URL,
    amqpUrl: environment.AMQP_URL,
    amqpPrefix: environment.BIANZU_AMQP_PREFIX ?? '',
    ...listening,
    security: securitySettingsFrom(environment, listening),
    dataFolder: environment.BIANZU_DATA ?? 'data',
    configurationRoot: environment.BIANZU_CONFIGURATION ?? '.',
    activateAtStart: environment.BIANZU_ACTIVATE_AT_START === 'true',
    lanes: number('BIANZU_LANES', 8, 1, 1_000),
    maxBodyBytes: number('BIANZU_MAX_BODY_BYTES', 256 * 1024 * 1024, 1_024, 4 * 1024 * 1024 * 1024),
    as2Bytes: number('BIANZU_AS2_BYTES', 64 * 1024 * 1024, 1024 * 1024, 4 * 1024 * 1024 * 1024),
    requestSeconds: number('BIANZU_REQUEST_SECONDS', 300, 1, 86_400),
    retentionDays: number('BIANZU_RETENTION_DAYS', 400, 1, 36_500),
    idempotencyDays: number('BIANZU_IDEMPOTENCY_DAYS', 90, 1, 36_500),
    archiveFolder: archiveFolderOf(environment),
    logLevel: logLevel as LogLevel | undefined,
    logSuccessesPerSecond: number('BIANZU_LOG_SUCCESSES', 100, 0, 1_000_000),
    metricsToken: environment.BIANZU_METRICS_TOKEN || undefined,
    outbound: outboundPolicyFrom(environment),
    sftpPort: environment.BIANZU_SFTP_PORT ? number('BIANZU_SFTP_PORT', 0, 0, 65_535) : undefined,
    monthlyStatistics: environment.BIANZU_MONTHLY_STATISTICS === 'true',
    workerPort: number('BIANZU_WORKER_PORT', 0, 0, 65_535),
  };
}

/** `none` stands for no archive at all: nobody is to lose days by forgetting a variable. */
function archiveFolderOf(environment: NodeJS.ProcessEnv): string | undefined {
  const folder = environment.BIANZU_ARCHIVE || join(environment.BIANZU_DATA ?? 'data', 'archive');
  return folder === 'none' ? undefined : folder;
}
