import { setTimeout as pause } from 'node:timers/promises';
import { repeatDeliveries } from '../repeat-deliveries.js';
import { forAWhile, type Fault } from './fault.js';

/** Longer than a silent owner keeps its job and the broker a silent consumer. */
const pastEveryLockMs = 50_000;

const hourMs = 3_600_000;

export const oddities: Readonly<Record<string, Fault>> = {
  /** It goes on later as if nothing had been, with its relay, its lanes and its batch in hand. */
  'frozen-worker': async ({ installation, random }) => {
    const { process } = random.pick(installation.workers);
    await forAWhile(
      [process],
      pastEveryLockMs,
      () => process.freeze(),
      () => process.thaw(),
    );
    return process.name;
  },
  /** It can talk to the broker, and believes that it owns relay and lanes, but PostgreSQL does not hear of it. */
  'worker-without-database': async ({ installation, random }) => {
    const { process, database } = random.pick(installation.workers);
    await forAWhile(
      [database],
      pastEveryLockMs,
      () => database?.stall(),
      () => database?.resume(),
    );
    return process.name;
  },
  'clock-jumps': async ({ installation, random, awayMs }) => {
    const offsets = installation.members.map((member) => {
      const offsetMs = random.integer(-2 * hourMs, 2 * hourMs);
      member.setClock(offsetMs);
      return offsetMs;
    });
    await pause(awayMs);
    for (const member of installation.members) member.setClock(0);
    return offsets.join(', ');
  },
  'deliveries-again': ({ installation, random }) => repeatDeliveries(installation, random),
  /** Another BIANZU_LANES in all processes, one restarted after the other, while messages are under way. */
  'lanes-change': async ({ installation, random }) => {
    const before = installation.lanes;
    const lanes = random.pick([1, 2, 3, 5, 6, 7, 9].filter((number) => number !== before));
    installation.lanes = Math.max(before, lanes);
    for (const { process } of installation.members) {
      process.setEnvironment({ BIANZU_LANES: String(lanes) });
      await process.kill();
      await process.ready();
    }
    return `${lanes} lanes`;
  },
};
