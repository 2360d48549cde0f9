import { checkTopology, type Binding, type Exchange, type Queue, type Topology } from './topology.js';

export interface BianzuTopologyOptions {
  /** How many lanes share the work; the key of a message decides its lane. Counted from 0. */
  readonly lanes: number;
  /** Partners that send or are answered by AMQP, and which queues they have: both, when not said. */
  readonly partners: readonly { readonly id: string; readonly queues?: readonly ('intake' | 'reply')[] }[];
  /** Ids of the destinations that fetch their messages from a queue. */
  readonly destinations: readonly string[];
}

/** The patterns under which handlers serve the queues that Bianzu itself consumes. */
export const groups = {
  intake: 'intake',
  unknownSender: 'unknown-sender',
  work: 'work',
  deadLetters: 'dead-letters',
} as const;

/** The exchanges of Bianzu and what a routing key means on each. */
export const exchanges = {
  /** Topic; routing key: the id of the sending partner. */
  intake: 'bianzu.intake',
  /** Fanout; what came to the intake for nobody whom we know. */
  unrouted: 'bianzu.intake.unrouted',
  /** Direct; routing key: the number of the lane. */
  work: 'bianzu.work',
  /** Topic; routing key: type.version.sender of the canonical message. */
  canonical: 'bianzu.canonical',
  /** Direct; routing key: the id of the destination. */
  deliver: 'bianzu.deliver',
  /** Direct; routing key: the id of the partner who is answered. */
  reply: 'bianzu.reply',
  /** Fanout; what was given up, with the reason in its headers. */
  dead: 'bianzu.dead',
} as const;

/** The name of a queue of Bianzu, for instance `queueName('intake', 'sys-1')`. */
export function queueName(kind: 'intake' | 'work' | 'out' | 'reply', id: string | number): string {
  return `bianzu.${kind}.${id}`;
}

const deadLetter = { exchange: exchanges.dead, routingKey: 'dead-letter' };

const fixedExchanges: readonly Exchange[] = [
  { name: exchanges.unrouted, kind: 'fanout' },
  { name: exchanges.intake, kind: 'topic', alternate: exchanges.unrouted },
  { name: exchanges.work, kind: 'direct' },
  { name: exchanges.canonical, kind: 'topic' },
  { name: exchanges.deliver, kind: 'direct' },
  { name: exchanges.reply, kind: 'direct' },
  { name: exchanges.dead, kind: 'fanout' },
];

const unknownSender = 'bianzu.intake.unknown-sender';
const deadLetters = 'bianzu.dead-letters';

/** Builds the topology of one installation. Throws when an id is given twice or does not fit into a routing key. */
export function bianzuTopology({ lanes, partners, destinations }: BianzuTopologyOptions): Topology {
  if (!Number.isInteger(lanes) || lanes < 1) throw new Error(`Topology: ${lanes} lanes.`);
  for (const id of [...partners.map((partner) => partner.id), ...destinations]) demandOneWord(id);
  const queues: Queue[] = [
    { name: unknownSender, group: groups.unknownSender, consumer: 'bianzu', deadLetter },
    { name: deadLetters, group: groups.deadLetters, consumer: 'bianzu' },
  ];
  const bindings: Binding[] = [
    { exchange: exchanges.unrouted, queue: unknownSender, pattern: '' },
    { exchange: exchanges.dead, queue: deadLetters, pattern: '' },
  ];
  const add = (exchange: string, pattern: string, queue: Queue): void => {
    queues.push(queue);
    bindings.push({ exchange, queue: queue.name, pattern });
  };
  for (let lane = 0; lane < lanes; lane += 1) {
    const order = { singleActiveConsumer: true, deadLetter } as const;
    add(exchanges.work, String(lane), {
      name: queueName('work', lane),
      group: groups.work,
      consumer: 'bianzu',
      ...order,
    });
  }
  for (const { id, queues: kinds = ['intake', 'reply'] } of partners) {
    if (kinds.includes('intake')) {
      const name = queueName('intake', id);
      // one gateway at a time: what a sender published one after the other is taken in so
      add(exchanges.intake, id, {
        name,
        group: groups.intake,
        consumer: 'bianzu',
        singleActiveConsumer: true,
        deadLetter,
      });
    }
    if (kinds.includes('reply'))
      add(exchanges.reply, id, { name: queueName('reply', id), consumer: 'partner' });
  }
  for (const id of destinations)
    add(exchanges.deliver, id, { name: queueName('out', id), consumer: 'partner' });
  const topology = { exchanges: fixedExchanges, queues, bindings, groups: Object.values(groups) };
  checkTopology(topology);
  return topology;
}

/** A dot or a wildcard would change which messages reach the queue; 'unknown-sender' would be another queue's name. */
function demandOneWord(id: string): void {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(id) || id === 'unknown-sender') {
    throw new Error(`Topology: "${id}" cannot be the id of a partner or destination.`);
  }
}
