import type { EdiDocument } from '#libs/codecs';
import type { Document, Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Engines } from '../engines.js';

export interface Validated {
  /** What mappings read: the document itself, or for EDI the message by its definition; absent when there is none. */
  readonly document?: Document;
  readonly issues: readonly Issue[];
}

/** An EDI message by its definition or guide, with everything that is wrong with it. */
export function structure(document: EdiDocument, agreement: Agreement, engines: Engines): Validated {
  return engines.schemas.structure(document, agreement.schema);
}
