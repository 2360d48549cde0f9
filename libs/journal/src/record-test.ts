import type { EntityManager } from 'typeorm';
import type { SettledOutcome } from '#libs/journey';
import { JournalUnitOfWork } from './journal-unit-of-work.js';
import { insertMessages, insertPayload } from './sql/message-rows.js';

/**
 * Enters messages that we have made ourselves to try an agreement out: in the journal as tested, with their deliveries put on
 * their way, and without any other effect. Nobody is told of them.
 * @returns the unit of work for what follows, such as control numbers of interchanges
 */
export async function recordTests(
  manager: EntityManager,
  outcomes: readonly SettledOutcome[],
): Promise<JournalUnitOfWork> {
  const unit = new JournalUnitOfWork(manager);
  const envelopes = outcomes.map(({ message }) => ({ envelope: message.envelope, state: 'received' }));
  await insertMessages(manager, envelopes);
  const parts = outcomes.map(({ message: { envelope, head } }) => ({
    messageId: envelope.id,
    part: 0,
    bytes: head,
  }));
  await insertPayload(manager, parts);
  await unit.record(outcomes.map((outcome) => ({ ...outcome, canonicals: [], keys: [], isTest: true })));
  return unit;
}
