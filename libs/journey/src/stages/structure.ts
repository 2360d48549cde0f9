import type { EdiDocument } from '#libs/codecs';
import type { Document, Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Engines } from '../engines.js';
import { repaired } from '../interchange/repair-trailers.js';
import { isAt, repairsOf, withRepairs } from './repair.js';

export interface Validated {
  /** What mappings read: the document itself, or for EDI the message by its definition; absent when there is none. */
  readonly document?: Document;
  readonly issues: readonly Issue[];
}

/** An EDI message by its definition or guide, with everything that is wrong with it, and repaired where that was agreed. */
export function structure(
  document: EdiDocument,
  agreement: Pick<Agreement, 'schema' | 'tolerance'>,
  engines: Pick<Engines, 'schemas'>,
): Validated {
  const read = (from: Document): Validated => engines.schemas.structure(from, agreement.schema);
  const found = read(document);
  const possible = repairsOf(found.issues, agreement.tolerance);
  if (possible.length === 0) return found;
  const tried = read(withRepairs(document, possible));
  // what is still wrong after its repair is left as it came
  const useful = possible.filter((repair) => !tried.issues.some((fault) => isAt(repair, fault)));
  const { document: mended, issues } =
    useful.length === possible.length ? tried : read(withRepairs(document, useful));
  return { document: mended, issues: [...issues, ...useful.map(({ fault, text }) => repaired(fault, text))] };
}
