import type { DataSource } from 'typeorm';
import type { AgreementVersion } from '#libs/configuration';
import { ConformanceRuns } from '#libs/conformance';

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

/** Reports come from the runs through the scenarios of an agreement, as they were made last. */
export function conformanceReports(dataSource: DataSource): ConformanceReports {
  const runs = new ConformanceRuns(dataSource);
  return {
    latest: async (agreement) => {
      const run = await runs.latest(agreement);
      return run && { id: run.id, verdict: run.verdict, at: run.reportedAt };
    },
  };
}
