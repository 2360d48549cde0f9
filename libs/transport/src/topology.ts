/** Exchanges, queues and bindings as data: RabbitMQ declares them, the in-process transport routes by them. */
export interface Topology {
  readonly exchanges: readonly Exchange[];
  readonly queues: readonly Queue[];
  readonly bindings: readonly Binding[];
  /** Groups that may have no queue, until somebody comes who needs one. */
  readonly groups?: readonly string[];
}

export interface Exchange {
  readonly name: string;
  readonly kind: 'direct' | 'topic' | 'fanout';
  /** Takes what finds no queue here. */
  readonly alternate?: string;
}

/** A durable quorum queue. */
export interface Queue {
  readonly name: string;
  /** The pattern of the handler that serves this queue together with others of its kind; queues without it by name. */
  readonly group?: string;
  /** Who takes messages from it: a handler of ours, or a partner's own client. */
  readonly consumer: 'bianzu' | 'partner';
  /** One consumer at a time over all processes, so that order is kept; another takes over when it goes. */
  readonly singleActiveConsumer?: boolean;
  readonly deadLetter?: { readonly exchange: string; readonly routingKey: string };
  /** A publication that would go beyond it is refused, never an older message dropped. */
  readonly maxLength?: number;
  /**
   * How often the broker delivers a message again before it gives it up to the dead letters, or drops it without any. As often as
   * it takes when not said: each process that dies counts for all that it had in hand, and none of them is to blame.
   */
  readonly deliveryLimit?: number;
}

export interface Binding {
  readonly exchange: string;
  readonly queue: string;
  /** A routing key; on a topic exchange with `*` for one word and `#` for any number of words. */
  readonly pattern: string;
}

/** Throws when the topology names an exchange or a queue twice, or one that it does not have. */
export function checkTopology({ exchanges, queues, bindings }: Topology): void {
  const exchangeNames = names('exchange', exchanges);
  const queueNames = names('queue', queues);
  const demand = (known: ReadonlySet<string>, name: string | undefined, where: string): void => {
    if (name !== undefined && !known.has(name))
      throw new Error(`Topology: ${where} names "${name}", unknown.`);
  };
  for (const exchange of exchanges) demand(exchangeNames, exchange.alternate, `exchange ${exchange.name}`);
  for (const queue of queues) demand(exchangeNames, queue.deadLetter?.exchange, `queue ${queue.name}`);
  for (const { exchange, queue, pattern } of bindings) {
    demand(exchangeNames, exchange, `binding ${pattern}`);
    demand(queueNames, queue, `binding ${pattern}`);
  }
}

/** Both topologies together, and the queues that the second has more; none when there is nothing new. */
export function joined(before: Topology, after: Topology): { topology: Topology; added: readonly Queue[] } {
  const queues = new Set(before.queues.map(({ name }) => name));
  const exchanges = new Set(before.exchanges.map(({ name }) => name));
  const bindings = new Set(before.bindings.map(nameOf));
  const added = after.queues.filter(({ name }) => !queues.has(name));
  const topology = {
    ...before,
    exchanges: [...before.exchanges, ...after.exchanges.filter(({ name }) => !exchanges.has(name))],
    queues: [...before.queues, ...added],
    bindings: [...before.bindings, ...after.bindings.filter((binding) => !bindings.has(nameOf(binding)))],
  };
  return { topology, added };
}

function nameOf({ exchange, queue, pattern }: Binding): string {
  return `${exchange} ${queue} ${pattern}`;
}

function names(kind: string, things: readonly { readonly name: string }[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name } of things) {
    if (found.has(name)) throw new Error(`Topology: ${kind} "${name}" is declared twice.`);
    found.add(name);
  }
  return found;
}
