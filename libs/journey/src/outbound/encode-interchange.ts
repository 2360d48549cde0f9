import { hasErrors, type Document, type Issue } from '#libs/message';
import type { SchemaLibrary } from '#libs/validation';
import { encodePrepared, type ControlNumbers, type EncodedInterchange } from './encode-prepared.js';
import type { InterchangeTerms } from './interchange-terms.js';
import { prepareInterchange } from './prepare-interchange.js';

/**
 * Structured messages (as `SchemaLibrary.structure` gives them, or a mapping with `to: {format: edifact | x12}` makes them) as
 * the bytes of one interchange: UNB UNH..UNT UNZ, or ISA GS ST..SE GE IEA. For the command line; the hub takes its numbers
 * from the journal.
 * @param terms who sends it to whom, the schema of the messages, and how it is written
 * @param numbers the control numbers; of EDIFACT only `interchange` is written
 * @param at ISO 8601, the time in UNB or ISA; its digits are written as they stand
 * @returns no bytes when a message does not obey its definition, or has characters that the charset lacks
 */
export function encodeInterchange(
  messages: readonly Document[],
  terms: InterchangeTerms,
  schemas: SchemaLibrary,
  numbers: ControlNumbers,
  at: string,
): { readonly issues: readonly Issue[] } & Partial<Omit<EncodedInterchange, 'issues'>> {
  const { prepared, issues } = prepareInterchange(messages, terms, schemas);
  if (prepared === undefined) return { issues };
  const encoded = encodePrepared(prepared, numbers, at);
  return hasErrors(encoded.issues) ? { issues: encoded.issues } : { ...encoded, issues };
}
