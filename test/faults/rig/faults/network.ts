import type { InterruptibleProxy } from '../../../../libs/transport/test/interruptible-proxy.js';
import { forAWhile, someMember, type Fault, type FaultContext } from './fault.js';

const databases = ({ installation }: FaultContext): InterruptibleProxy[] =>
  installation.members.flatMap(({ database }) => database ?? []);
const brokers = ({ installation }: FaultContext): InterruptibleProxy[] =>
  installation.members.flatMap((member) => member.brokers);

type Proxies = (context: FaultContext) => InterruptibleProxy[];

/** Cut, and refused until it is over. */
const away =
  (proxies: Proxies): Fault =>
  (context) =>
    forAWhile(
      proxies(context),
      context.awayMs,
      (proxy) => proxy.close(),
      (proxy) => proxy.open(),
    );

/** Nothing gets through, and nobody is told. */
const stalled =
  (proxies: Proxies): Fault =>
  (context) =>
    forAWhile(
      proxies(context),
      context.awayMs,
      (proxy) => proxy.stall(),
      (proxy) => proxy.resume(),
    );

/** What is asked arrives and is done; the answers do not come back, and are lost with their connections. */
const unheard =
  (proxies: Proxies): Fault =>
  (context) =>
    forAWhile(
      proxies(context),
      context.awayMs,
      (proxy) => proxy.mute(),
      (proxy) => {
        proxy.resume();
        proxy.cut();
      },
    );

export const cutsAndSilence: Readonly<Record<string, Fault>> = {
  'database-away': away(databases),
  'broker-away': away(brokers),
  'database-stalled': stalled(databases),
  'broker-stalled': stalled(brokers),
  'database-unheard': unheard(databases),
  'broker-unheard': unheard(brokers),
  'slow-network': (context) =>
    forAWhile(
      [...databases(context), ...brokers(context)],
      context.awayMs,
      (proxy) => proxy.slow(context.random.integer(5, 40)),
      (proxy) => proxy.slow(0),
    ),
  'cut-connections': (context) => {
    const { process, database, brokers: own, door } = someMember(context);
    const all = [database, ...own, door].filter((proxy) => proxy !== undefined);
    for (const proxy of context.random.shuffle(all).slice(0, 2)) proxy.cut();
    return Promise.resolve(process.name);
  },
};
