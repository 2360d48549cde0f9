import type { DocumentNode } from '#libs/message';
import type { XmlElement } from 'libxml2-wasm';
import { Budget, type ElementShape } from './element-shape.js';
import { readSchemaPart, Unusual } from './schema-part.js';
import { readSchema } from './read-schema.js';

/**
 * A quick look at an XML document for those who are in a hurry: it says `yes` when the document certainly obeys its XSD, and
 * nothing at all otherwise. libxml2 stays the judge of everything else, and the author of every fault: a document that was not
 * accepted here is not wrong, it has only not been understood.
 *
 * It knows the XSD that most people write: sequences of elements with their numbers, attributes, text with an enumeration,
 * patterns, lengths, ranges and digits. A schema with anything beyond that (imports, alternatives, substitution, wildcards, keys,
 * unions, mixed text) gets no quick look; neither does a text that white space or number forms make doubtful. Where the two
 * rules differ, this one is the narrower.
 */
export class Acceptance {
  private constructor(private readonly roots: readonly ElementShape[]) {}

  /** @returns undefined for a schema with parts that a quick look does not know */
  static of(schema: XmlElement): Acceptance | undefined {
    try {
      return new Acceptance(readSchema(readSchemaPart(schema)));
    } catch (error) {
      // a pattern that only libxml2 understands is a SyntaxError
      if (error instanceof Unusual || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Whether the document certainly obeys the schema, and is small enough to be checked in full. */
  accepts(root: DocumentNode): boolean {
    const shape = this.roots.find((one) => one.isFor(root));
    return shape !== undefined && shape.content.accepts(root, new Budget());
  }
}
