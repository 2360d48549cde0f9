import type { DataSource } from 'typeorm';
import { bytesOf, tableSizes } from '#libs/journal';

/** What the installation takes on disk, and will take. */
export interface Forecast {
  readonly messages: number;
  readonly bytes: number;
  readonly bytesPerMessage: number;
  readonly tables: readonly {
    readonly table: string;
    readonly bytes: number;
    readonly indexBytes: number;
    readonly bytesPerMessage: number;
  }[];
  readonly perDay: number;
  readonly bytesPerDay: number;
  readonly keptDays: number;
  /** When the journal has reached its full length. */
  readonly bytesInAll: number;
}

/** Below this the figures say nothing of one message. */
const leastMessages = 1_000;

/**
 * Measures what the messages that are there take, table by table, and multiplies.
 * @param perDay messages in a day
 * @throws RangeError when there are too few messages to measure
 */
export async function forecast(dataSource: DataSource, perDay: number, keptDays: number): Promise<Forecast> {
  await dataSource.query('ANALYZE message');
  const sizes = await tableSizes(dataSource);
  const messages = sizes.find(({ table }) => table === 'message')?.rows ?? 0;
  if (messages < leastMessages)
    throw new RangeError(`${messages} messages are too few, ${leastMessages} are needed`);
  const bytes = sizes.reduce((sum, size) => sum + bytesOf(size), 0);
  const tables = sizes
    .filter((size) => bytesOf(size) / messages >= 1)
    .map((size) => ({
      table: size.table,
      bytes: bytesOf(size),
      indexBytes: size.indexBytes,
      bytesPerMessage: Math.round(bytesOf(size) / messages),
    }));
  const bytesPerMessage = bytes / messages;
  return {
    messages,
    bytes,
    bytesPerMessage: Math.round(bytesPerMessage),
    tables,
    perDay,
    bytesPerDay: Math.round(perDay * bytesPerMessage),
    keptDays,
    bytesInAll: Math.round(perDay * bytesPerMessage * keptDays),
  };
}
