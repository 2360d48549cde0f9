import type { Binding, Exchange, Queue, Topology } from '../topology.js';

/** Finds the queues of a publication as a broker would: by kind of exchange, then the alternate of one without match. */
export class Routes {
  private readonly exchanges: ReadonlyMap<string, Exchange>;
  private readonly queues: ReadonlyMap<string, Queue>;
  private readonly bindings = new Map<string, Binding[]>();

  constructor(topology: Topology) {
    this.exchanges = new Map(topology.exchanges.map((exchange) => [exchange.name, exchange]));
    this.queues = new Map(topology.queues.map((queue) => [queue.name, queue]));
    for (const binding of topology.bindings) {
      const known = this.bindings.get(binding.exchange);
      if (known === undefined) this.bindings.set(binding.exchange, [binding]);
      else known.push(binding);
    }
  }

  /** The queues, each once; none when nothing is bound. Throws when there is no such exchange. */
  queuesFor(exchangeName: string, routingKey: string): readonly Queue[] {
    const seen = new Set<string>();
    let exchange: Exchange | undefined = this.exchange(exchangeName);
    while (exchange !== undefined && !seen.has(exchange.name)) {
      seen.add(exchange.name);
      const names = this.matches(exchange, routingKey);
      if (names.size > 0) return [...names].map((name) => this.queues.get(name) as Queue);
      exchange = exchange.alternate === undefined ? undefined : this.exchange(exchange.alternate);
    }
    return [];
  }

  exchange(name: string): Exchange {
    const exchange = this.exchanges.get(name);
    if (exchange === undefined) throw new Error(`The topology has no exchange "${name}".`);
    return exchange;
  }

  private matches({ name, kind }: Exchange, routingKey: string): ReadonlySet<string> {
    const matching = (this.bindings.get(name) ?? []).filter(({ pattern }) => {
      if (kind === 'fanout') return true;
      return kind === 'direct' ? pattern === routingKey : matchesTopic(pattern, routingKey);
    });
    return new Set(matching.map((binding) => binding.queue));
  }
}

/** AMQP 0-9-1, 3.1.3.3: words are separated by dots, `*` stands for one word and `#` for none or more. */
export function matchesTopic(pattern: string, routingKey: string): boolean {
  const words = wordsOf(routingKey);
  // One pass over the pattern with all the positions in the key that are possible so far: linear however many # there are.
  let reached = new Set([0]);
  for (const part of wordsOf(pattern)) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '#') for (let to = at; to <= words.length; to += 1) next.add(to);
      else if (at < words.length && (part === '*' || part === words[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(words.length);
}

/** RabbitMQ takes an empty key for no word at all, not for one empty word. */
function wordsOf(key: string): readonly string[] {
  return key === '' ? [] : key.split('.');
}
