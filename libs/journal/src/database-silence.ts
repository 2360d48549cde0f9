import type { DataSource, QueryRunner } from 'typeorm';
import type { SqlRunner } from './sql/insert-rows.js';

/** Longer than any commit of the intake takes, shorter than senders wait for their answer. */
export const databasePatienceMs = 10_000;

/**
 * PostgreSQL was asked and has said nothing. Whether it has done what it was asked is not known: nobody may be told that
 * it did, and whoever repeats it has to do so under the same idempotency key.
 */
export class DatabaseSilent extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(patienceMs: number) {
    super(`the database has not answered within ${patienceMs} ms`);
    this.name = 'DatabaseSilent';
  }
}

/** A connection of which everything that is asked is answered within the patience, or never. */
export interface BoundedConnection {
  readonly runner: QueryRunner;
  /** The driver's client. */
  readonly client: unknown;
  /** @throws DatabaseSilent instead of waiting on; the connection is gone then */
  readonly bounded: <Answer>(asked: Promise<Answer>) => Promise<Answer>;
}

/** As much of the driver's client as is needed to leave it. */
interface Cuttable {
  readonly connection: { readonly stream: { destroy(error: Error): void } };
}

/**
 * Runs work on a connection of its own. The connection is cut when PostgreSQL is silent for too long: the pool would give it
 * to others, who would wait behind what was never answered.
 */
export async function onBoundedConnection<Result>(
  dataSource: DataSource,
  work: (connection: BoundedConnection) => Promise<Result>,
  patienceMs = databasePatienceMs,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as Cuttable;
    let silent: DatabaseSilent | undefined;
    const cut = (): void => {
      silent = new DatabaseSilent(patienceMs);
      client.connection.stream.destroy(silent);
    };
    const bounded = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
      const timer = setTimeout(cut, patienceMs);
      try {
        return await asked;
      } catch (error) {
        throw silent ?? error;
      } finally {
        clearTimeout(timer);
      }
    };
    return await work({ runner, client, bounded });
  } finally {
    await runner.release();
  }
}

/** One statement, answered within the patience. @throws DatabaseSilent, or what PostgreSQL says */
export function boundedQuery<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  return onBoundedConnection(dataSource, ({ runner, bounded }) =>
    bounded(runner.query(sql, [...parameters]) as Promise<Row[]>),
  );
}

/** A transaction of which each statement is answered within the patience; what happens between them may take longer. */
export function inBoundedTransaction<Result>(
  dataSource: DataSource,
  work: (runner: SqlRunner) => Promise<Result>,
  patienceMs?: number,
): Promise<Result> {
  return onBoundedConnection(
    dataSource,
    async ({ runner, bounded }) => {
      await bounded(runner.startTransaction());
      try {
        const result = await work({ query: (sql, parameters) => bounded(runner.query(sql, parameters)) });
        await bounded(runner.commitTransaction());
        return result;
      } catch (error) {
        if (!runner.isReleased) await bounded(runner.rollbackTransaction());
        throw error;
      }
    },
    patienceMs,
  );
}
