import type { Issue } from '#libs/message';
import { tolerate } from '#libs/routing';
import type { Engines } from './engines.js';
import { unwatched, type StageWatch } from './observer.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from './outcome.js';
import type { CanonicalEffect, EffectStore, UnitOfWork } from './ports.js';
import { acknowledge } from './stages/acknowledge.js';
import { address } from './stages/address.js';
import { conclude, together } from './stages/conclude.js';
import { decode } from './stages/decode.js';
import { identify } from './stages/identify.js';
import { map } from './stages/map.js';
import { referenceOf, validate } from './stages/validate.js';

/**
 * The journey of a message, from the journal to all that becomes of it:
 *
 *   identify → decode → validate → map → (canonical) ─┬→ customer store
 *                                                     ├→ canonical topic exchange
 *                                                     ├→ destinations: map → encode → outbox
 *                                                     └→ acknowledgement to the sender's reply queue
 *
 * `examine` is the pure half: it looks at the bytes and the configuration and finds out an `Outcome`; a fault in the
 * data never throws. `commit` is the durable half: what follows from the outcomes of many messages commits in one
 * transaction. When the world fails, the transaction is void and the messages still wait. `Journeys` decides which
 * messages travel alone and which are batches of records.
 */
/**
 * The stages up to the canonical message, and its way into each destination's format.
 * @param foundBefore what the splitting of a batch has found wrong with this record
 * @param watch sees each stage
 */
export async function examine(
  message: ReceivedMessage,
  engines: Engines,
  foundBefore: readonly Issue[] = [],
  watch: StageWatch = unwatched,
): Promise<Outcome> {
  const identification = watch.stage('identify', () => identify(message, engines.routing));
  if (identification.kind === 'unidentified') {
    const { reason, format, issues } = identification;
    return {
      message,
      verdict: 'quarantined',
      reason,
      format,
      issues,
      canonicals: [],
      keys: [],
      outgoing: [],
    };
  }
  const { partner, agreement } = identification;
  const facts = { message, agreement, format: agreement.recognise.format, charset: identification.charset };

  const bytes = await wholeOf(message);
  const decoded = watch.stage('decode', () => decode(bytes, agreement, message, engines));
  if (decoded.document === undefined) {
    return conclude(
      {
        ...facts,
        issues: tolerate(decoded.issues, agreement.tolerance),
        canonicals: [],
        keys: [],
        outgoing: [],
      },
      agreement,
    );
  }
  const { document } = decoded;
  const faults: Issue[] = [
    ...foundBefore,
    ...decoded.issues,
    ...watch.stage('validate', () => validate(document, agreement, partner, engines)),
  ];
  const { canonicals, keys, issues } = watch.stage('map', () => map(document, agreement, message, engines));
  const outcome = conclude(
    {
      ...facts,
      charset: document.charset,
      reference: referenceOf(document, agreement),
      issues: tolerate(together(faults, issues), agreement.tolerance),
      canonicals,
      keys,
      outgoing: [],
    },
    agreement,
  );
  return outcome.verdict === 'accepted'
    ? { ...outcome, outgoing: watch.stage('address', () => address(canonicals, message, engines)) }
    : outcome;
}

/**
 * The durable half: everything that follows from the outcomes, in the caller's transaction.
 * @returns what became of those messages that were still waiting
 */
export async function commit(
  unit: UnitOfWork,
  store: EffectStore,
  outcomes: readonly Outcome[],
  engines: Engines,
): Promise<readonly SettledOutcome[]> {
  const waiting = await unit.lockWaiting(outcomes.map(({ message }) => message.envelope.id));
  const settled = await unit.settleReferences(
    outcomes.filter(({ message }) => waiting.has(message.envelope.id)),
  );
  await unit.record(settled);
  await store.apply(unit, settled.flatMap(effectsOf));
  await unit.acknowledge(settled.flatMap((outcome) => acknowledge(outcome, engines)));
  return settled;
}

/** What the customer store learns from a message. */
export function effectsOf(outcome: SettledOutcome): CanonicalEffect[] {
  const { envelope } = outcome.message;
  return outcome.canonicals.map(({ ordinal, type, version, value }) => ({
    messageId: envelope.id,
    ordinal,
    system: envelope.sender ?? '',
    type,
    version,
    value,
    receivedAt: envelope.receivedAt,
  }));
}

/** All bytes of a message in one piece. */
export async function wholeOf(message: ReceivedMessage): Promise<Uint8Array> {
  if (message.isWhole) return message.head;
  const chunks: Uint8Array[] = [];
  for await (const chunk of message.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
