import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../support/eventually.js';
import type { Mood, PartnerEndpoint } from '../partner/partner-endpoint.js';
import type { PartnerRequest } from '../partner/partner-request.js';
import type { Fault, FaultContext } from './fault.js';

/** Leases of workers that died have to end before others take over, and breakers rest. */
const patience = { withinMs: 240_000 };

function partnerOf({ installation: { partner } }: FaultContext): PartnerEndpoint {
  if (partner === undefined) throw new Error('there is no partner to disturb');
  return partner;
}

const inMood =
  (mood: Mood): Fault =>
  async (context) => {
    const partner = partnerOf(context);
    const before = partner.requests.length;
    partner.mood = mood;
    await pause(context.awayMs);
    await eventually(`a request meets it ${mood}`, () => partner.requests.length > before, patience);
    partner.mood = 'well';
    return `${partner.requests.length - before} requests in ${mood} mood`;
  };

/** What a partner's endpoint does to us, and what befalls us while it thinks. */
export const partnerFaults: Readonly<Record<string, Fault>> = {
  'partner-down': async (context) => {
    const partner = partnerOf(context);
    await partner.close();
    await pause(context.awayMs);
    await partner.open();
    return `${context.awayMs} ms`;
  },
  'partner-slow': inMood('slow'),
  'partner-nonsense': inMood('nonsense'),
  'partner-busy': inMood('busy'),
  /** The partner has taken the message, and the worker that waits for the answer dies. */
  'kill-sending-worker': async (context) => {
    const partner = partnerOf(context);
    partner.holdNext();
    const held = await eventually('something is sent to the partner', () => partner.held, patience);
    const member = context.installation.workers.find(({ process }) => process.pid === held.pid);
    // one that has died by itself meanwhile is as good
    await member?.process.kill();
    const killedAtMs = Date.now();
    const again = await eventually('the request is repeated', () => repetitionOf(held, partner), patience);
    return `${member?.process.name ?? 'a worker'}; asked again ${again.atMs - killedAtMs} ms later as attempt ${again.attempt}`;
  },
};

function repetitionOf(
  { deliveryId, attempt }: PartnerRequest,
  { requests }: PartnerEndpoint,
): PartnerRequest | undefined {
  return requests.find((one) => one.deliveryId === deliveryId && one.attempt > attempt);
}
