import type { DataSource } from 'typeorm';
import type { AgreementVersion } from '#libs/configuration';

/** How a partner has done on the scenarios of an agreement. */
export interface ConformanceReport {
  readonly id: string;
  readonly verdict: 'conformant' | 'partly' | 'not';
  /** ISO 8601. */
  readonly at: string;
}

/** What an agreement in test has to show before it is live. */
export interface ConformanceReports {
  /** The latest report about this version of the agreement; undefined when there is none. */
  latest(agreement: AgreementVersion): Promise<ConformanceReport | undefined>;
}

/** Where reports come from. Nobody makes any yet, so that going live takes a person who answers for it. */
export function conformanceReports(_dataSource: DataSource): ConformanceReports {
  return { latest: async () => undefined };
}
