import { httpLoad, type LoadResult } from './http-load.js';
import { Orders } from './orders.js';
import { Publications } from './publications.js';

/** What the load process is asked to do; as JSON, its only argument. */
export interface LoadTask {
  readonly url: string;
  readonly token?: string;
  readonly contentType?: string;
  readonly connections: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Numbers of orders begin here, so that no two runs send the same. */
  readonly firstOrder: number;
  /** End to end: publications are counted on this exchange, and at most `window` messages are under way. */
  readonly endToEnd?: {
    readonly amqpUrl: string;
    readonly exchange: string;
    readonly pattern: string;
    readonly window: number;
    /** Messages a second that are sent at most; as many as the window lets when not given. */
    readonly rate?: number;
  };
}

export interface LoadReport extends LoadResult {
  readonly published?: {
    readonly perSecond: number;
    readonly missing: number;
    readonly lagP50Ms: number;
    readonly lagP99Ms: number;
    readonly firstLagMs: number;
    readonly lastLagMs: number;
  };
}

const drainWithinMs = 60_000;

const task = JSON.parse(process.argv[2]!) as LoadTask;
const orders = new Orders();
console.log(JSON.stringify(await measured(task)));
process.exit(0);

async function measured({ endToEnd, ...load }: LoadTask): Promise<LoadReport> {
  const headers = {
    'Content-Type': load.contentType ?? 'application/xml',
    ...(load.token === undefined ? {} : { Authorization: `Bearer ${load.token}` }),
  };
  const body = (n: number): Buffer => orders.nth(load.firstOrder + n);
  if (endToEnd === undefined) return httpLoad({ ...load, headers, body });

  const publications = await Publications.open(endToEnd.amqpUrl, endToEnd.exchange, endToEnd.pattern);
  const startedAt = performance.now();
  let answered = 0;
  let asked = 0;
  const mayGo = (): boolean => {
    const isDue = asked < ((performance.now() - startedAt) / 1000) * (endToEnd.rate ?? Infinity);
    if (!isDue || answered - publications.count >= endToEnd.window) return false;
    asked += 1;
    return true;
  };
  const onAnswer = (_: number, text: string, sentAt: number): void => {
    answered += 1;
    publications.sent((JSON.parse(text) as { id: string }).id, sentAt);
  };
  const counting = countingFrom(publications, load.warmUpSeconds);
  const result = await httpLoad({ ...load, headers, body, mayGo, onAnswer });
  const perSecond = counting();
  const drainedBy = performance.now() + drainWithinMs;
  while (publications.count < answered && performance.now() < drainedBy)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    ...result,
    published: {
      perSecond,
      missing: answered - publications.count,
      lagP50Ms: publications.lagMs(0.5),
      lagP99Ms: publications.lagMs(0.99),
      firstLagMs: publications.medianLagOf('first'),
      lastLagMs: publications.medianLagOf('last'),
    },
  };
}

/** Publications a second from the end of the warm-up until it is called. */
function countingFrom(publications: Publications, warmUpSeconds: number): () => number {
  let from = { count: 0, at: performance.now() };
  setTimeout(() => (from = { count: publications.count, at: performance.now() }), warmUpSeconds * 1000);
  return () => (publications.count - from.count) / ((performance.now() - from.at) / 1000);
}
