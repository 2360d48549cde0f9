/** Where a process can be ended from within, as `preload/die-at.mjs` understands it. */
export interface Boundary {
  readonly name: string;
  readonly app: 'hub' | 'gateway' | 'worker';
  readonly at: {
    readonly on: 'statement' | 'commit' | 'publish' | 'confirm' | 'ack' | 'answer';
    readonly of: string;
    readonly when: 'before' | 'after';
    readonly nth: number;
  };
}

type At = Boundary['at'];

const gateway = (name: string, on: At['on'], of: string, when: At['when']): Boundary => ({
  name,
  app: 'gateway',
  at: { on, of, when, nth: 1 },
});
const worker = (name: string, on: At['on'], of: string, when: At['when']): Boundary => ({
  name,
  app: 'worker',
  at: { on, of, when, nth: 1 },
});

const intake = 'INSERT INTO message_payload[^]*bianzu.work|bianzu_intake';
const journey = 'UPDATE message SET state = v\\.state';
const strikeOff = 'DELETE FROM outbox';
const batchGroup = 'records_done = \\$3';
const numbers = 'INTO control_number';

/** Every step of the path of a message, at which a process can go. */
export const boundaries: readonly Boundary[] = [
  gateway('before the intake commit', 'commit', intake, 'before'),
  gateway('after the intake commit', 'commit', intake, 'after'),
  gateway('before the answer', 'answer', 'POST /v1/messages 202', 'before'),
  gateway('after the answer', 'answer', 'POST /v1/messages 202', 'after'),
  gateway('before the intake ack', 'ack', 'bianzu\\.intake$', 'before'),
  gateway('after the intake ack', 'ack', 'bianzu\\.intake$', 'after'),
  worker('work published, not confirmed', 'publish', 'bianzu\\.work/', 'after'),
  worker('work confirmed, not struck off', 'confirm', 'bianzu\\.work/', 'after'),
  worker('before the journey commit', 'commit', journey, 'before'),
  worker('after the journey commit', 'commit', journey, 'after'),
  worker('before the work ack', 'ack', 'bianzu\\.work$', 'before'),
  worker('after the work ack', 'ack', 'bianzu\\.work$', 'after'),
  worker('canonical published, not confirmed', 'publish', 'bianzu\\.canonical/', 'after'),
  worker('canonical confirmed, not struck off', 'confirm', 'bianzu\\.canonical/', 'after'),
  worker('delivery confirmed, not struck off', 'confirm', 'bianzu\\.deliver/', 'after'),
  worker('acknowledgement confirmed, not struck off', 'confirm', 'bianzu\\.reply/', 'after'),
  worker('before the strike-off', 'commit', strikeOff, 'before'),
  worker('after the strike-off', 'commit', strikeOff, 'after'),
  worker('in the middle of a batch', 'commit', batchGroup, 'after'),
  worker('before a group of a batch', 'commit', batchGroup, 'before'),
  worker('control number taken, not committed', 'statement', numbers, 'after'),
  worker('control number committed, not delivered', 'commit', numbers, 'after'),
];

/** Those that a hub passes: it has no broker. */
export const hubBoundaries: readonly Boundary[] = boundaries
  .filter(({ at }) => ['statement', 'commit', 'answer'].includes(at.on))
  .map((one) => ({ ...one, app: 'hub' }));

const attemptBegun = "INSERT INTO delivery_attempt[^]*'sending'";
const attemptAccepted = "DELETE FROM delivery_queue[^]*SET state = 'delivered'";

/** Those on the way to a partner to whom is pushed. */
export const pushBoundaries: readonly Boundary[] = [
  worker('attempt begun, not sent', 'statement', attemptBegun, 'after'),
  worker('taken by the partner, not written down', 'statement', attemptAccepted, 'before'),
  worker('taken by the partner and written down', 'statement', attemptAccepted, 'after'),
];

export const hubPushBoundaries: readonly Boundary[] = pushBoundaries.map((one) => ({ ...one, app: 'hub' }));

/** The same boundary at a later passage. */
export function atPassage({ at, ...boundary }: Boundary, nth: number): Boundary {
  return { ...boundary, at: { ...at, nth } };
}
