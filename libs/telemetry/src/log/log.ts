import { pino, type DestinationStream, type Logger } from 'pino';
import { plainLine } from './plain-line.js';
import { SuccessSampling } from './success-sampling.js';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a line tells besides its text. Never the content of a message, a secret, or personal data. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogOptions {
  readonly process: string;
  readonly level: LogLevel;
  /** Lines about successes that are written in a second at most. */
  readonly successesPerSecond: number;
  /** Called for each line that was left out. */
  readonly onSkipped?: () => void;
  /** Standard output when not said: JSON, or lines for people when it is a terminal. */
  readonly destination?: DestinationStream;
}

/** The log of one process: one JSON object in a line. */
export class Log {
  private readonly logger: Logger;
  private readonly sampling: SuccessSampling;
  private readonly destination: DestinationStream & { flushSync?: () => void };

  constructor(private readonly options: LogOptions) {
    this.destination = options.destination ?? standardOutput();
    this.sampling = new SuccessSampling(options.successesPerSecond);
    this.logger = pino(
      {
        level: options.level,
        base: { process: options.process, pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      this.destination,
    );
  }

  /** Whether successes are told at all; spares collecting what nobody will read. */
  get tellsSuccesses(): boolean {
    return this.options.successesPerSecond > 0 && this.logger.isLevelEnabled('info');
  }

  /** Something went as it should; under load only some of these lines are written. */
  success(text: string, fields: () => LogFields): void {
    if (!this.tellsSuccesses) return;
    const skipped = this.sampling.admit();
    if (skipped === undefined) this.options.onSkipped?.();
    else this.logger.info(skipped === 0 ? fields() : { ...fields(), skipped }, text);
  }

  /** Something went wrong with one thing: always written, unless the level is above it. */
  write(level: Exclude<LogLevel, 'silent'>, text: string, fields: LogFields = {}): void {
    this.logger[level](fields, text);
  }

  /** Told whatever the level is: that the process is ready, and where. */
  announce(text: string): void {
    if (this.options.level !== 'silent') this.logger.child({}, { level: 'info' }).info(text);
  }

  /** Nothing that was logged is lost afterwards. */
  close(): void {
    this.destination.flushSync?.();
  }
}

function standardOutput(): DestinationStream {
  if (process.stdout.isTTY) return { write: (line) => process.stdout.write(plainLine(line)) };
  const destination = pino.destination({ dest: 1, sync: false });
  process.on('exit', () => destination.flushSync());
  return destination;
}
