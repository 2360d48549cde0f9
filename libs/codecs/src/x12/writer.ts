import { issue, type Document, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { Encoded } from '../codec.js';
import { isEdiDocument, isEdiSegment } from '../edi/edi-document.js';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { writingCharset, type X12Charset } from './charset.js';
import { SegmentWriter } from './segment-writer.js';
import { isDataCharacter, usualSeparators } from './separators.js';
import type { X12Options } from './x12-options.js';

/**
 * Writes a document as X12. Segments that were read are written as they were, byte for byte, unless other separators or
 * another charset are asked for; others are written from their elements. Counts and control numbers are the document's.
 */
export class X12Writer {
  private readonly charset: X12Charset;
  private readonly separators: EdiSeparators;
  private readonly isAsRead: boolean;
  private readonly issues: Issue[] = [];

  /** @throws Error for separators that are characters of data, or equal to each other */
  constructor(
    private readonly document: Document,
    private readonly options: X12Options,
  ) {
    const { root, charset } = document;
    const own = isEdiDocument(document) ? document.syntax.separators : undefined;
    const wanted = Object.entries(options.separators ?? {});
    this.charset = writingCharset(options.charset, charset);
    this.isAsRead =
      this.charset === charset &&
      own !== undefined &&
      wanted.every(([name, separator]) => own[name as keyof EdiSeparators] === separator);
    this.separators =
      options.separators === undefined || this.isAsRead
        ? (own ?? { ...usualSeparators, ...componentOf(root) })
        : checked({ ...usualSeparators, ...options.separators });
  }

  write(): Encoded {
    const { document, isAsRead } = this;
    const pieces = [isAsRead && isEdiDocument(document) ? document.syntax.lead : ''];
    document.root.children.forEach((segment, index) => {
      const isKept = isAsRead && isEdiSegment(segment);
      pieces.push(isKept ? segment.span : this.written(segment, index + 1));
    });
    return { bytes: Buffer.from(pieces.join(''), 'latin1'), issues: this.issues };
  }

  /** One character per byte. */
  private written(segment: DocumentNode, ordinal: number): string {
    const writer = new SegmentWriter(this.separators);
    const text = writer.write(segment, ordinal) + (this.options.lineBreak ?? '');
    const { bytes, lost } = encodeText(text, this.charset);
    const path = `${segment.name} ${ordinal}`;
    for (const value of lost) {
      writer.issues.push(issue('character-not-encodable', { path }, { value, expected: this.charset }));
    }
    for (const fault of writer.issues) this.issues.push(fault);
    return Buffer.from(bytes).toString('latin1');
  }
}

/** What an ISA that was built by hand says itself. */
function componentOf(root: DocumentNode): { component?: string } {
  const isa = root.children.find(({ name }) => name === 'ISA');
  const component = isa?.children.find(({ name }) => name === '16')?.text;
  if (component === undefined || !/^[!-/:-@[-`{-~]$/.test(component)) return {};
  return Object.values<string>(usualSeparators).includes(component) ? {} : { component };
}

function checked(separators: EdiSeparators): EdiSeparators {
  const { element, segment, component, repetition } = separators;
  const all = [element, segment, component, repetition].filter((one) => one !== undefined && one !== '');
  if (new Set(all).size < all.length || all.some((one) => isDataCharacter(one!))) {
    throw new Error(`"${all.join('')}" cannot be the separators of X12`);
  }
  return separators;
}
