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
  readonly lanes: number;
  readonly maxBodyBytes: number;
}

/** @throws Error that names the variable and what it may be */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const number = (name: string, fallback: number, least: number, most: number): number => {
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  };
  return {
    databaseUrl: environment.DATABASE_URL,
    amqpUrl: environment.AMQP_URL,
    amqpPrefix: environment.BIANZU_AMQP_PREFIX ?? '',
    host: environment.HOST ?? '127.0.0.1',
    port: number('PORT', 8080, 0, 65_535),
    dataFolder: environment.BIANZU_DATA ?? 'data',
    configurationRoot: environment.BIANZU_CONFIGURATION ?? '.',
    lanes: number('BIANZU_LANES', 8, 1, 1_000),
    maxBodyBytes: number('BIANZU_MAX_BODY_BYTES', 256 * 1024 * 1024, 1_024, 4 * 1024 * 1024 * 1024),
  };
}
