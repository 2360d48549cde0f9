import { issue, type Document, type DocumentNode } from '#libs/message';
import type { WriteDocuments } from '../compile/documents.js';
import type { MappingContext, MappingResult, MappingTarget } from '../mapping.js';
import { MappedDocument } from './lineage.js';
import { LimitReached, Run } from './run.js';

/** Runs a compiled mapping; over a limit nothing half-done comes out. */
export function runMapping(
  write: WriteDocuments,
  to: MappingTarget,
  slotCount: number,
  document: Document,
  context: MappingContext,
): MappingResult {
  try {
    const run = new Run(document, context, slotCount);
    const charset = typeof to.options?.charset === 'string' ? to.options.charset : 'utf-8';
    const documents: MappedDocument[] = [];
    write(run, document.root, (root: DocumentNode) => {
      documents.push(new MappedDocument({ format: to.format, charset, root }, run.trail, document.format));
      run.trail = [];
    });
    return { documents, issues: run.issues };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return { documents: [], issues: [issue('mapping-limit', {}, { expected: error.expected })] };
  }
}
