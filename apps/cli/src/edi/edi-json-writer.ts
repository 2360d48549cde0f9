import type { EdiDocument, EdiSegment } from '#libs/codecs';
import type { DocumentNode } from '#libs/message';
import {
  writtenFromValues,
  type EdiLine,
  type InterchangeSyntax,
  type JsonElement,
  type JsonSegment,
  type LineBreak,
} from './edi-json.js';
import type { EdiPart } from './edi-parts.js';

/** Makes the JSON lines of a file, from its parts in order. */
export class EdiJsonWriter {
  private syntax?: InterchangeSyntax;

  line(part: EdiPart): EdiLine {
    const { sequence, document, message, bytes } = part;
    if (document === undefined) {
      return { segments: [{ tag: '', elements: [], bytes: Buffer.from(bytes).toString('latin1') }] };
    }
    const [first] = document.root.children;
    const isNew = this.syntax === undefined || first?.name === 'UNB' || first?.name === 'ISA';
    const { format, syntax } = document;
    if (isNew) this.syntax = { format, lineBreak: lineBreakOf(document), ...syntax };
    return {
      ...(isNew ? { interchange: this.syntax } : {}),
      ...(sequence === 0 ? {} : { message: sequence, ...(message && { definition: message.ref }) }),
      segments: jsonSegments(document, this.syntax!),
    };
  }
}

function lineBreakOf({ root, syntax }: EdiDocument): LineBreak {
  if (/[\r\n]/.test(syntax.separators.segment)) return '';
  const end = /(\r?\n)$/.exec(root.children[0]?.span ?? '')?.[1];
  return (end as LineBreak | undefined) ?? '';
}

/** All at once when the values give the bytes, as they mostly do; else each with its bytes where they do not. */
function jsonSegments({ root }: EdiDocument, syntax: InterchangeSyntax): JsonSegment[] {
  const read: readonly EdiSegment[] = root.children;
  const segments = read.map(({ name, children }) => ({
    tag: name,
    elements: children.map(jsonElement),
  }));
  const spans = read.map(({ span }) => span);
  const hasOtherSyntax = read.some(({ name }, at) => at > 0 && (name === 'UNB' || name === 'ISA'));
  if (!hasOtherSyntax && writtenFromValues(segments, syntax) === spans.join('')) return segments;
  return segments.map((segment, at) => {
    const bytes = (at === 0 ? '' : leadOf(read[at]!, read[at - 1]!)) + spans[at]!;
    return writtenFromValues([segment], syntax) === bytes ? segment : { ...segment, bytes };
  });
}

/** What stands in front of an interchange that begins behind another one in the same part. */
function leadOf(segment: EdiSegment, before: EdiSegment): string {
  return segment.syntax === before.syntax ? '' : segment.syntax.lead;
}

function jsonElement(node: DocumentNode): JsonElement {
  if (node.kind === 'array') return { repeated: node.children.map((item) => jsonOccurrence(item)) };
  return jsonOccurrence(node);
}

function jsonOccurrence({ kind, text, children }: DocumentNode): string | string[] {
  return kind === 'value' ? (text ?? '') : children.map((component) => component.text ?? '');
}
