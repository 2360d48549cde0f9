import type { Installation } from '../installation.js';
import type { Ledger } from '../ledger.js';
import { checkAcknowledgements } from './check-acknowledgements.js';
import { checkControlNumbers } from './check-control-numbers.js';
import { checkDoctor } from './check-doctor.js';
import { checkEffects } from './check-effects.js';
import { checkJournal } from './check-journal.js';
import { checkOrder } from './check-order.js';
import { checkPartner } from './check-partner.js';
import { checkPublications } from './check-publications.js';
import { readEvidence, type Evidence } from './evidence.js';
import { untilQuiet } from './until-quiet.js';

const checks: readonly ((evidence: Evidence) => string[])[] = [
  checkJournal,
  checkEffects,
  checkPublications,
  checkOrder,
  checkAcknowledgements,
  checkControlNumbers,
  checkPartner,
];

/**
 * Holds what was sent and answered against what is stored and published; by ids, from the outside.
 * @returns what is wrong, with the ids; nothing when all is well
 */
export async function audit(installation: Installation, ledger: Ledger): Promise<string[]> {
  const notQuiet = await untilQuiet(installation);
  const evidence = await readEvidence(installation, ledger);
  return [
    ...notQuiet,
    ...ledger.oddAnswers.map((answer) => `odd answer: ${answer}`),
    ...checks.flatMap((check) => check(evidence)),
    ...(await checkDoctor(installation)),
  ];
}
