import { checkControlNumbers } from './check-control-numbers.js';
import { checkDecisions } from './check-decisions.js';
import { checkInstallation } from './check-installation.js';
import { checkOutgoing } from './check-outgoing.js';
import { checkRetention } from '../retention/check-retention.js';
import { checkSecrets } from './check-secrets.js';
import { checkStore } from './check-store.js';
import { checkWork } from './check-work.js';
import { finding, type Check, type DoctorReport, type Examination, type Finding } from './finding.js';
import { findingKinds, type FindingKind } from './finding-kinds.js';

const checks: readonly Check[] = [
  checkWork,
  checkOutgoing,
  checkStore,
  checkControlNumbers,
  checkInstallation,
  checkDecisions,
  checkRetention,
  checkSecrets,
];

/** How long something may be on its way before the doctor asks. */
export const defaultPatienceMs = 5 * 60_000;

/**
 * Compares journal, broker and store, and finds every message without a next action. What provably has none gets one when
 * `isHealing`: so recovery after whatever went wrong needs no special mode.
 * @throws what the database threw
 */
export async function examine(examination: Examination): Promise<DoctorReport> {
  const start = performance.now();
  const findings: Finding[] = [];
  // one after the other: each may touch every partition, and locks on all of them are not to add up
  for (const check of checks) findings.push(...(await check(examination)));
  const at = new Date(examination.nowMs).toISOString();
  const { storeCheckedTo } = examination.progress ?? {};
  return { at, tookMs: Math.round(performance.now() - start), findings, storeCheckedTo };
}

/** A report that is older than this says that nobody makes one any more. */
const staleAfterMs = 180_000;

/** What is to be told now: the latest report, and that no worker runs when there has been none for a while. */
export function findingsNow(report: DoctorReport | undefined, nowMs = Date.now()): readonly Finding[] {
  const isStale = report === undefined || nowMs - Date.parse(report.at) > staleAfterMs;
  const findings = report?.findings ?? [];
  return isStale ? [...finding('worker-missing', 1, [], { since: report?.at }), ...findings] : findings;
}

/** How many of each kind there are; every kind is in it, so that a gauge falls to zero. */
export function countsByKind(findings: readonly Finding[]): Record<FindingKind, number> {
  const counts = Object.fromEntries(Object.keys(findingKinds).map((kind) => [kind, 0]));
  for (const { kind, count, healed } of findings) counts[kind] = count - healed;
  return counts as Record<FindingKind, number>;
}

/** Whether something of it is wrong, not only noteworthy. */
export function hasFailures(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ kind, count, healed }) => findingKinds[kind].severity === 'error' && count > healed,
  );
}
