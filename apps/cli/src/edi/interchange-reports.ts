import { KeptFaults, recogniseSender, ReportCollector, type InterchangeReport } from '#libs/acknowledgements';
import type { Issue } from '#libs/message';
import type { PartChecks } from './edi-checks.js';
import type { EdiFormat, EdiPart } from './edi-parts.js';

/** What an acknowledgement needs to know of a file: one report for each interchange. */
export interface FileReports {
  readonly reports: readonly InterchangeReport[];
  /** Messages of which there is no definition, by what they say they are. */
  readonly unknown: ReadonlySet<string>;
}

/** Reads a file to its end and keeps of each message its header and its faults. */
export async function reportsOf(
  parts: AsyncIterable<EdiPart>,
  checks: PartChecks,
  head: Uint8Array,
  format: EdiFormat,
): Promise<FileReports> {
  const collector = new ReportCollector();
  const faults = new KeptFaults();
  const unknown = new Set<string>();
  const apart: Issue[] = [];
  for await (const part of parts) {
    const { schema, issues: found } = checks.check(part);
    const issues = faults.of(found);
    if (part.document !== undefined) collector.add(part.document, issues);
    else {
      collector.addIssues(issues);
      apart.push(...issues);
    }
    if (part.message !== undefined && schema === undefined && unknown.size < 100)
      unknown.add(part.message.ref);
  }
  const reports = collector.reports();
  if (reports.some(({ header }) => header !== undefined)) return { reports, unknown };
  const recognised = recogniseSender(head, format, apart);
  return { reports: recognised === undefined ? reports : [recognised], unknown };
}
