import type { Log, LogLevel } from './log.js';

/** What NestJS and its libraries log, in our log; in the form of Nest's `LoggerService`. */
export class NestLogger {
  constructor(private readonly logOf: Log) {}

  /** Nest tells every route and module at this level, which nobody wants to read at each start. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  /** Of an error only sentence and stack: the rest of a database error has the contents of messages in it. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    const texts = rest.filter((one) => typeof one === 'string');
    const stack = message instanceof Error ? message.stack : texts.find((one) => /\n\s+at /.test(one));
    const context = texts.filter((one) => one !== stack).at(-1);
    this.logOf.write(level, message instanceof Error ? message.message : String(message), { context, stack });
  }
}
