import type { EdiDocument } from '#libs/codecs';
import type { Issue } from '#libs/message';
import { tolerate, type Agreement, type EdiTerms } from '#libs/routing';
import type { SchemaLibrary } from '#libs/validation';
import { checkEnvelope, envelopeFacts } from '../interchange/check-envelope.js';
import { repairTrailers } from '../interchange/repair-trailers.js';
import { structure } from './structure.js';

/**
 * What is wrong with an EDI message under an agreement, short of mapping: severities and repairs are those that were agreed
 * (VAL-4). For the command line; on its journey a message goes through the stages one by one.
 * @param ofCodec what decoding has found
 */
export function agreedFaults(
  document: EdiDocument,
  ofCodec: readonly Issue[],
  agreement: Pick<Agreement, 'schema' | 'tolerance'>,
  schemas: SchemaLibrary,
): Issue[] {
  const { tolerance } = agreement;
  const { issues } = structure(document, agreement, { schemas });
  return tolerate([...repairTrailers(ofCodec, tolerance), ...issues], tolerance);
}

/**
 * What is wrong with the segments around messages under the terms of a partner: who sends and who receives, tests, trailers.
 * @param document what stands between messages, or a message alone, which has nothing of that
 * @param found what decoding and the definitions of service segments have found
 */
export function agreedEnvelopeFaults(
  document: EdiDocument,
  found: readonly Issue[],
  terms: EdiTerms,
): Issue[] {
  const { format, place } = document;
  const ofHeaders: Issue[] = [];
  let number = place?.interchange ?? 0;
  for (const header of document.root.children) {
    if (header.name !== 'UNB' && header.name !== 'ISA') continue;
    ofHeaders.push(...checkEnvelope(header, envelopeFacts(header, format), format, terms, ++number));
  }
  return tolerate([...repairTrailers(found, terms.tolerance), ...ofHeaders], terms.tolerance);
}
