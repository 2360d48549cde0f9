import { durationMs, type RoutingTable } from '#libs/routing';
import type { OutgoingMessage, ReceivedMessage, SettledOutcome } from '../outcome.js';
import { controlCounters, controlNumberAt } from './control-counters.js';
import { encodePrepared, type PreparedInterchange, type SentReferences } from './encode-prepared.js';

/** An interchange of ours, final in every byte. */
export interface SentInterchange {
  /** What it was made of. */
  readonly message: ReceivedMessage;
  readonly outgoing: OutgoingMessage;
  readonly bytes: Uint8Array;
  readonly references: SentReferences;
  /** When its partner has agreed to acknowledge it. */
  readonly expects?: { readonly withinMs: number; readonly answer: 'receipt' | 'content' };
}

/** What the journal does for interchanges of ours. */
export interface DispatchUnit {
  /**
   * Takes the next `count` control numbers of a counter (see `controlCounters`) and gives the first of them; the others
   * follow by `controlNumberAt`. The counter stays locked until the transaction ends, so that no number is left out or
   * given twice. To be called after everything else that locks, counters in the order of their names.
   */
  takeControlNumbers(counter: string, count: number): Promise<number>;
  /** Writes the deliveries with their outbox entries, and what is expected in return. */
  send(interchanges: readonly SentInterchange[]): Promise<void>;
}

interface Waiting {
  readonly message: ReceivedMessage;
  readonly outgoing: OutgoingMessage;
  readonly interchange: PreparedInterchange;
}

/**
 * Gives the interchanges of accepted messages their control numbers and puts them on their way, all in the caller's
 * transaction: when it comes to nothing, the numbers were never taken. The last thing before the acknowledgements, because
 * whoever needs the same counters waits from here on.
 */
export async function dispatch(
  unit: DispatchUnit,
  outcomes: readonly SettledOutcome[],
  routing: RoutingTable,
): Promise<void> {
  const waiting = outcomes.flatMap(({ message, outgoing }) =>
    outgoing.flatMap((one): Waiting[] =>
      one.interchange === undefined ? [] : [{ message, outgoing: one, interchange: one.interchange }],
    ),
  );
  if (waiting.length === 0) return;
  const take = await countersOf(unit, waiting);
  const at = new Date().toISOString();
  await unit.send(
    waiting.map(({ message, outgoing, interchange }) => {
      const { unb, isa, gs } = controlCounters(outgoing.destination.partner);
      const isX12 = interchange.terms.format === 'x12';
      const numbers = { interchange: take(isX12 ? isa : unb), group: isX12 ? take(gs) : 1 };
      const { bytes, references } = encodePrepared(interchange, numbers, at);
      return { message, outgoing, bytes, references, expects: expectsOf(outgoing, routing) };
    }),
  );
}

/** All numbers that are needed, taken counter by counter in the order of their names, so that nobody waits in a circle. */
async function countersOf(
  unit: DispatchUnit,
  waiting: readonly Waiting[],
): Promise<(counter: string) => number> {
  const needed = new Map<string, number>();
  for (const { outgoing, interchange } of waiting) {
    const { unb, isa, gs } = controlCounters(outgoing.destination.partner);
    for (const counter of interchange.terms.format === 'x12' ? [isa, gs] : [unb])
      needed.set(counter, (needed.get(counter) ?? 0) + 1);
  }
  const next = new Map<string, { first: number; taken: number }>();
  for (const counter of [...needed.keys()].sort())
    next.set(counter, { first: await unit.takeControlNumbers(counter, needed.get(counter)!), taken: 0 });
  return (counter) => {
    const state = next.get(counter)!;
    return controlNumberAt(state.first, state.taken++);
  };
}

function expectsOf({ destination }: OutgoingMessage, routing: RoutingTable): SentInterchange['expects'] {
  const { acknowledgementWithin, answer = 'content' } =
    routing.partner(destination.partner)?.edi?.expect ?? {};
  const within = destination.ackDeadline ?? acknowledgementWithin;
  return within === undefined ? undefined : { withinMs: durationMs(within), answer };
}
