import type { DataSource } from 'typeorm';
import { MessageQueries } from '#libs/journal';
import { dayOfIndex, rareSender, type FillOptions } from './fill.js';

/** What people wait for, in milliseconds. */
export interface Waited {
  readonly question: string;
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** Messages that were found, on average. */
  readonly found: number;
}

/** Asks each question many times, about different things, through the code that answers people. */
export async function measureSearches(
  dataSource: DataSource,
  options: FillOptions,
  perDay: number,
  times: number,
): Promise<Waited[]> {
  const queries = new MessageQueries(dataSource);
  const number = (n: number): number => (n * 7919) % perDay;
  const dayText = (n: number): string =>
    new Date(dayOfIndex(options, (n * 13) % options.days)).toISOString().slice(0, 10).replaceAll('-', '');
  const order = (n: number): string => `DD${dayText(n)}${String(Math.floor(number(n) / 3)).padStart(7, '0')}`;
  const ids = await someIds(dataSource, options, times);
  const questions: Record<string, (n: number) => Promise<number>> = {
    'order number': async (n) =>
      (await queries.search({ key: { type: 'order', value: order(n) }, limit: 51 })).length,
    'container number': async (n) => {
      const value = `TBJU${String((number(n) * 37) % 200_000).padStart(7, '0')}`;
      return (await queries.search({ key: { type: 'container', value }, limit: 51 })).length;
    },
    'customer, one state': async (n) => {
      const key = { type: 'customer', value: `K${(number(n) * 31) % 20_000}` };
      return (await queries.search({ key, state: 'refused', limit: 51 })).length;
    },
    'number that nobody has': async (n) =>
      (await queries.search({ key: { type: 'waybill', value: `W${n}` }, limit: 51 })).length,
    'newest messages': async () => (await queries.search({ limit: 51 })).length,
    'page in the middle': async (n) =>
      (await queries.search({ beforeId: ids[n % ids.length], limit: 51 })).length,
    'refused, newest': async () => (await queries.search({ state: 'refused', limit: 51 })).length,
    'of a rare sender': async (n) =>
      (await queries.search({ sender: rareSender, beforeId: ids[n % ids.length], limit: 51 })).length,
    'one message, whole journey': async (n) => ((await queries.journey(ids[n % ids.length]!)) ? 1 : 0),
  };
  const waited: Waited[] = [];
  for (const [question, ask] of Object.entries(questions)) waited.push(await ask50(question, ask, times));
  return waited;
}

async function ask50(question: string, ask: (n: number) => Promise<number>, times: number): Promise<Waited> {
  const tookMs: number[] = [];
  let found = 0;
  for (let n = 1; n <= times; n++) {
    const start = performance.now();
    found += await ask(n);
    tookMs.push(performance.now() - start);
  }
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.min(times - 1, Math.floor(times * share))]!;
  return { question, p50: at(0.5), p95: at(0.95), worst: at(1), found: found / times };
}

async function someIds(dataSource: DataSource, options: FillOptions, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < count; n++) {
    const day = new Date(dayOfIndex(options, (n * 13) % options.days))
      .toISOString()
      .slice(0, 10)
      .replaceAll('-', '');
    const rows = await dataSource.query<{ id: string }[]>(
      `SELECT id FROM message_${day} WHERE id > $1 ORDER BY id LIMIT 1`,
      [idOfHour(dayOfIndex(options, (n * 13) % options.days), n % 24)],
    );
    if (rows[0] !== undefined) found.push(rows[0].id);
  }
  return found;
}

function idOfHour(dayStartMs: number, hour: number): string {
  const hex = (dayStartMs + hour * 3_600_000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
