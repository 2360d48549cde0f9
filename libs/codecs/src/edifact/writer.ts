import type { Document, DocumentNode, Issue } from '#libs/message';
import type { Encoded } from '../codec.js';
import { isEdiDocument } from '../edi/edi-document.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import { IssueList } from '../edi/issue-list.js';
import { SegmentNode } from '../edi/segment-node.js';
import type { EdifactOptions } from './edifact-options.js';
import { SegmentWriter } from './segment-writer.js';
import { isRewritten, unaOf, writingSyntax } from './writing-syntax.js';

/**
 * Segments that were read are written as they were, byte for byte, unless the options ask for another syntax. All others
 * are written from their values: released where a separator is data, without empty elements at the end.
 */
export function writeInterchanges(document: Document, options: EdifactOptions): Encoded {
  const issues = new IssueList();
  const segments = segmentsOf(document.root.children);
  const read = isEdiDocument(document) ? document.syntax : undefined;
  const keepsBytes = !isRewritten(options, read);
  const written: string[] = [];
  let target: EdiSyntax | undefined;
  let writer: SegmentWriter | undefined;
  let syntax: EdiSyntax | undefined;
  for (const segment of segments) {
    if (keepsBytes && segment instanceof SegmentNode) {
      if (segment.syntax !== syntax) written.push(segment.syntax.lead);
      syntax = segment.syntax;
      written.push(segment.span);
    } else {
      target ??= writingSyntax(segments, options, read, document.charset);
      writer ??= new SegmentWriter(target, options, (fault: Issue) => issues.add(fault));
      if (segment.name === 'UNB' || written.length === 0) written.push(unaOf(segment, target, options, read));
      written.push(writer.segment(segment));
    }
  }
  return { bytes: Buffer.from(written.join(''), 'latin1'), issues: issues.take() };
}

/** Repeated segments may come as an array, from plain values. */
function segmentsOf(nodes: readonly DocumentNode[]): DocumentNode[] {
  return nodes.flatMap((node) => (node.kind === 'array' ? segmentsOf(node.children) : [node]));
}
