import type { DataSource } from 'typeorm';
import { errorCode, UsageMistake } from './mistake.js';

/**
 * Does some work with the database of DATABASE_URL. What talks to databases is loaded here only, so that all other
 * commands start without it.
 * @throws UsageMistake when the variable is missing or the database cannot be used
 */
export async function withDatabase<T>(
  environment: NodeJS.ProcessEnv,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const url = environment.DATABASE_URL;
  if (url === undefined || url === '') {
    throw new UsageMistake({ zh: '需要 DATABASE_URL。', en: 'DATABASE_URL is needed.' });
  }
  const dataSource = await opened(url);
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function opened(url: string): Promise<DataSource> {
  const { openDatabase } = await import('#libs/runtime');
  try {
    return await openDatabase(url);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UsageMistake({ zh: `无法使用数据库：${code}`, en: `The database cannot be used: ${code}` });
  }
}
