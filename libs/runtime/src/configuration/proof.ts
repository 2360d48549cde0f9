import { agreementName, type StateChange } from '#libs/configuration';
import type { ConformanceReport, ConformanceReports } from './conformance-reports.js';

/** An agreement that is to go live, and why it may not. */
export interface Unproven {
  /** `shipper-api.order.2` */
  readonly agreement: string;
  /** The latest report, which does not say conformant; null when there is none. */
  readonly report: ConformanceReport | null;
}

/** Those agreements of partners outside that would leave the test without a report that says conformant. */
export async function unproven(
  changes: readonly StateChange[],
  reports: ConformanceReports,
): Promise<Unproven[]> {
  const found: Unproven[] = [];
  for (const change of changes.filter(({ needsProof }) => needsProof)) {
    const report = await reports.latest(change);
    if (report?.verdict !== 'conformant')
      found.push({ agreement: agreementName(change), report: report ?? null });
  }
  return found;
}
