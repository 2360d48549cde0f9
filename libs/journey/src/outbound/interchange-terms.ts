import type { Destination, EdiIdentity, InterchangeSyntax, Partner } from '#libs/routing';

/** Everything that an interchange of ours is written by, except for its numbers and its time. */
export interface InterchangeTerms {
  readonly format: 'edifact' | 'x12';
  /** Of its messages: `edifact/d00b/IFTSTA`, `x12/004010/214`, or a guide over one. */
  readonly schema: string;
  readonly sender: EdiIdentity;
  readonly recipient: EdiIdentity;
  readonly syntax: InterchangeSyntax;
  /** UNB 0031 or ISA14. */
  readonly requestsAcknowledgement: boolean;
}

/** The terms of a destination; undefined for one that gets something else than EDI. */
export function interchangeTerms(
  { format, schema, edi = {} }: Destination,
  partner: Partner | undefined,
): InterchangeTerms | undefined {
  if (format !== 'edifact' && format !== 'x12') return undefined;
  const terms = partner?.edi;
  if (terms === undefined) throw new Error(`a destination of ${format} is of a partner without EDI`);
  return {
    format,
    schema,
    sender: terms.own,
    recipient: terms.identities[0]!,
    syntax: edi,
    requestsAcknowledgement: terms.expect.acknowledgementWithin !== undefined,
  };
}
