import { bases, dimensions, type Basis, type Dimension } from '#libs/statistics';
import { problem } from '../problem.js';

/** Which figures are asked for. */
export interface ReportRequest {
  readonly basis: Basis;
  readonly by: readonly Dimension[];
  readonly from: string;
  readonly to: string;
}

/** Parameters as they came, checked against the OpenAPI document already. */
export interface ReportParameters {
  readonly basis?: string;
  readonly by?: string | readonly string[];
  readonly from: string;
  readonly to: string;
}

export function readReportRequest({ basis, by, from, to }: ReportParameters): ReportRequest {
  if (from > to) throw problem('bad-request', { parameter: 'from', reason: 'from is after to' });
  const asked = typeof by === 'string' ? by.split(',').filter((one) => one !== '') : (by ?? []);
  const known = [...new Set(asked)].map((one) => dimensions.find((dimension) => dimension === one));
  if (known.includes(undefined)) throw problem('bad-request', { parameter: 'by', allowed: dimensions });
  return { basis: bases.find((one) => one === basis) ?? 'carried', by: known as Dimension[], from, to };
}
