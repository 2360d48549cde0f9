import type { RoutingTable } from '#libs/routing';

/** How long messages stay in the journal, in days: by agreement, else by partner, else the installation's own time. */
export interface RetentionTerms {
  readonly defaultDays: number;
  readonly classes: readonly {
    readonly partner: string;
    /** All of the partner's when absent. */
    readonly agreement?: string;
    readonly days: number;
  }[];
}

export function retentionTerms(routing: RoutingTable, defaultDays: number): RetentionTerms {
  const classes = routing.partners.flatMap((partner) => [
    ...partner.agreements.flatMap(({ id, retentionDays }) =>
      retentionDays === undefined ? [] : [{ partner: partner.id, agreement: id, days: retentionDays }],
    ),
    ...(partner.retentionDays === undefined ? [] : [{ partner: partner.id, days: partner.retentionDays }]),
  ]);
  return { defaultDays, classes };
}

/** The different times, shortest first. */
export function retentionDays({ defaultDays, classes }: RetentionTerms): number[] {
  return [...new Set([defaultDays, ...classes.map(({ days }) => days)])].sort((a, b) => a - b);
}

/** SQL for the days that a row stays; agreements come before their partner. */
export function daysSql(
  { defaultDays, classes }: RetentionTerms,
  partner: string,
  agreement: string,
): string {
  const cases = classes.map((one) => {
    const isAgreement = one.agreement === undefined ? '' : ` AND ${agreement} = ${literal(one.agreement)}`;
    return `WHEN ${partner} = ${literal(one.partner)}${isAgreement} THEN ${one.days}`;
  });
  return cases.length === 0 ? String(defaultDays) : `CASE ${cases.join(' ')} ELSE ${defaultDays} END`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
