import type { Document, Issue } from '#libs/message';

/** One way of checking a document, made from one file under the schemas folder. */
export interface Layer {
  validate(document: Document): Issue[];
}
