import type { Issue } from '#libs/message';
import { tolerate } from '#libs/routing';
import type { Engines } from './engines.js';
import { unwatched, type StageWatch } from './observer.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from './outcome.js';
import type { CanonicalEffect, EffectStore, UnitOfWork } from './ports.js';
import { dispatch } from './outbound/dispatch.js';
import { acknowledge } from './stages/acknowledge.js';
import { address } from './stages/address.js';
import { checkSignature } from './stages/check-signature.js';
import { asTest, conclude, nothing, together, unidentified } from './stages/conclude.js';
import { decode } from './stages/decode.js';
import { identify } from './stages/identify.js';
import { listen } from './stages/listen.js';
import { map } from './stages/map.js';
import { receiptsIn } from './stages/receipts-in.js';
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
 * The stages up to the canonical message, and its way into each destination's format. Of a message under an agreement in
 * test only the judgement is left.
 * @param foundBefore what the splitting of a batch has found wrong with this record
 * @param watch sees each stage
 */
export async function examine(
  message: ReceivedMessage,
  engines: Engines,
  foundBefore: readonly Issue[] = [],
  watch: StageWatch = unwatched,
): Promise<Outcome> {
  const outcome = await rehearsal(message, engines, foundBefore, watch);
  const { agreement, verdict } = outcome;
  return agreement?.state === 'test' && verdict !== 'quarantined' ? asTest(outcome, agreement) : outcome;
}

/** The same with all that would become of the message if its agreement were live; nothing of it may be committed. */
export async function rehearsal(
  message: ReceivedMessage,
  engines: Engines,
  foundBefore: readonly Issue[] = [],
  watch: StageWatch = unwatched,
): Promise<Outcome> {
  const identification = watch.stage('identify', () => identify(message, engines.routing));
  if (identification.kind === 'unidentified') return unidentified(message, identification);
  if (identification.kind === 'answer') return listen(message, await wholeOf(message), identification);
  if (identification.kind === 'interchange') throw new Error('an interchange does not travel in one piece');
  const { partner, agreement } = identification;
  const facts = { ...nothing, message, agreement, format: agreement.recognise.format };

  const bytes = await wholeOf(message);
  const decoded = watch.stage('decode', () => decode(bytes, agreement, message, engines));
  const found = [...foundBefore, ...decoded.issues];
  if (agreement.signedBy !== undefined && decoded.document !== undefined)
    found.push(...(await checkSignature(decoded.document, bytes, { agreement, message, engines })));
  if (decoded.document === undefined) {
    const issues = tolerate(found, agreement.tolerance);
    return conclude({ ...facts, charset: identification.charset, issues }, agreement);
  }
  const { charset } = decoded.document;
  const { document, issues } = watch.stage('validate', () =>
    validate(decoded.document!, agreement, partner, engines),
  );
  const faults = [...found, ...issues];
  if (document === undefined)
    return conclude({ ...facts, charset, issues: tolerate(faults, agreement.tolerance) }, agreement);
  const mapped = watch.stage('map', () => map(document, agreement, message, engines));
  const outcome = conclude(
    {
      ...facts,
      charset,
      reference: referenceOf(document, agreement),
      issues: tolerate(together(faults, mapped.issues), agreement.tolerance),
      canonicals: mapped.canonicals,
      keys: mapped.keys,
    },
    agreement,
  );
  return outcome.verdict === 'accepted'
    ? { ...outcome, outgoing: watch.stage('address', () => address(mapped.canonicals, message, engines)) }
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
  await hearAnswers(unit, settled);
  await dispatch(unit, settled, engines.routing);
  await unit.acknowledge(settled.flatMap((outcome) => acknowledge(outcome, engines)));
  return settled;
}

/** What partners say of interchanges that we sent. */
export async function hearAnswers(unit: UnitOfWork, outcomes: readonly SettledOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    const { message, isTest } = outcome;
    const incoming = [...(outcome.incoming ?? []), ...receiptsIn(outcome)];
    if (incoming.length === 0) continue;
    const { id, sender = '', receivedAt } = message.envelope;
    await unit.settleAcknowledgements(incoming, { messageId: id, partner: sender, receivedAt, isTest });
  }
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
