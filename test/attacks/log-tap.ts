import { Logger } from '@nestjs/common';
import { NestLogger, type Log } from '#libs/telemetry';

/** Takes down everything that a process could tell in its log from now on, instead of writing it. @returns all of it by now */
export function tapLog(log: Log): () => string {
  const lines: string[] = [];
  const { destination, logger } = log as unknown as {
    readonly destination: { write(line: string): unknown };
    readonly logger: { level: string };
  };
  logger.level = 'debug';
  destination.write = (line) => lines.push(line);
  Logger.overrideLogger(new NestLogger(log));
  return () => lines.join('');
}
