import { issueLayers, type Issue } from '#libs/message';
import { envelopeFaultCodes } from './envelope-fault-codes.js';
import type { FaultCodes } from './fault-codes.js';
import { messageFaultCodes } from './message-fault-codes.js';
import { valueFaultCodes } from './value-fault-codes.js';

export const faultCodes: Readonly<Record<string, FaultCodes>> = {
  ...envelopeFaultCodes,
  ...messageFaultCodes,
  ...valueFaultCodes,
};

/**
 * For faults that no code describes: 18 (unspecified) in CONTRL, invalid content in TA1, "has errors" at the levels of X12
 * that have such a code, and invalid value for elements, since AK403 has no general one.
 */
export const fallbackCodes: FaultCodes = { contrl: '18', ta1: '024', set: '5', segment: '8', element: '7' };

export function codesOf({ code }: Issue): FaultCodes {
  return faultCodes[code] ?? fallbackCodes;
}

const applicationLayers = ['codes', 'structure', 'mapping'] as const;

/**
 * Whether a fault is one of content, for the receiving application to answer (APERAK), and not of syntax or directory
 * (CONTRL, 997): a rule, a list of base data, a mapping. A code list of the directory belongs to a data element of it.
 */
export function isApplicationFault({ code, args }: Issue): boolean {
  if (args?.dataElement !== undefined || code === 'check-limit' || code === 'more-issues') return false;
  return applicationLayers.some((layer) => code in issueLayers[layer]);
}
