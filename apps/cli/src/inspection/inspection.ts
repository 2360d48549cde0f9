import type { EdiSegment } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { OutlinedSegment, SchemaLibrary } from '#libs/validation';
import { EdiChecks, type CheckedPart } from '../edi/edi-checks.js';
import type { EdiPart } from '../edi/edi-parts.js';
import { shown } from '../terminal.js';
import { placeFaults } from './fault-places.js';
import { InspectionSummary } from './inspection-summary.js';
import { inspectionWords as words } from './inspection-words.js';
import { groupHeading, interchangeHeading, messageHeading } from './level-headings.js';
import { faultLines, segmentLines, type Page } from './segment-lines.js';

export interface InspectionOptions {
  readonly schemas: SchemaLibrary;
  /** Checks and shows every message by this definition; default: the one that it names. */
  readonly schema?: string;
  readonly page: Page;
}

/**
 * Prints an interchange as a person reads it who knows EDI: interchanges, groups and messages with their headings, every
 * segment in the groups of its definition, values with names and meanings, faults under what they are about.
 */
export class Inspection {
  readonly summary = new InspectionSummary();
  private readonly checks: EdiChecks;
  /** Groups of the interchange that is open. */
  private groups = 0;

  constructor(private readonly options: InspectionOptions) {
    this.checks = new EdiChecks(options.schemas, options.schema);
  }

  /** The lines of a part, in the order of the file. */
  part(part: EdiPart): string[] {
    const checked = this.checks.check(part);
    const { issues } = checked;
    const { document, message, bytes } = part;
    const segments = document === undefined ? [] : this.options.schemas.outline(document, checked.nearest);
    this.summary.bytes += bytes.length;
    this.summary.segments += segments.length;
    this.summary.faults(issues);
    if (message !== undefined) this.summary.message(shown(message.ref.split('/').slice(1).join(' ')));
    return this.linesOf(part, checked, segments, issues);
  }

  /** The lines of a message by itself: the headings of what it lies in go in front. */
  alone(part: EdiPart): string[] {
    const { document, message } = part;
    const headers = document?.envelope.flatMap((header) => {
      const { interchange, group } = message!.count;
      return this.heading(header, isInterchange(header.name) ? interchange : group);
    });
    return [...(headers ?? []), ...this.part(part)];
  }

  private linesOf(
    part: EdiPart,
    checked: CheckedPart,
    segments: readonly OutlinedSegment[],
    issues: readonly Issue[],
  ): string[] {
    const { page } = this.options;
    const start = part.document?.root.children[0]?.position.offset ?? 0;
    const placed = placeFaults(segments, issues, start + part.bytes.length);
    const lines: string[] = [];
    if (part.message !== undefined)
      lines.push('', messageHeading(part.message, part.sequence, page), ...definitionLine(checked, page));
    else if (part.document === undefined && part.bytes.length > 0) lines.push('', ...unreadable(part, page));
    for (const outlined of segments) {
      for (const fault of placed.before.get(outlined) ?? []) {
        lines.push(...faultLines(fault, outlined.groups.length + 1 - Math.min(outlined.begun, 1), page));
      }
      lines.push(...this.headingsOf(outlined));
      lines.push(...segmentLines(outlined, placed.of.get(outlined) ?? [], page));
    }
    for (const fault of placed.behind) lines.push(...faultLines(fault, 0, page, true));
    return lines;
  }

  private headingsOf({ segment }: OutlinedSegment): string[] {
    const header = segment as EdiSegment;
    if (isInterchange(header.name)) {
      this.groups = 0;
      return this.heading(header, ++this.summary.interchanges);
    }
    if (!isGroup(header.name)) return [];
    this.summary.groups += 1;
    return this.heading(header, ++this.groups);
  }

  private heading(header: EdiSegment, ordinal: number): string[] {
    const { page } = this.options;
    return isInterchange(header.name)
      ? ['', ...interchangeHeading(header, ordinal, page)]
      : ['', groupHeading(header, ordinal, page)];
  }
}

function isInterchange(tag: string): boolean {
  return tag === 'UNB' || tag === 'UIB' || tag === 'ISA';
}

function isGroup(tag: string): boolean {
  return tag === 'UNG' || tag === 'GS';
}

/** Which definition the reader sees, where it is not the message's own. */
function definitionLine({ schema, nearest }: CheckedPart, { paint, language }: Page): string[] {
  if (schema !== undefined) return [];
  const text =
    nearest === undefined ? words.noDefinition[language] : `${nearest}: ${words.shownBy[language]}`;
  return [`  ${paint('quiet', text)}`];
}

const mostBytesShown = 64;

function unreadable({ bytes }: EdiPart, { paint, language }: Page): string[] {
  const head = shown(
    Buffer.from(bytes.subarray(0, mostBytesShown)).toString('latin1').replaceAll('\n', '\\n'),
  );
  const more = bytes.length > mostBytesShown ? ' …' : '';
  return [`  ${paint('quiet', `${words.unreadable[language]}: ${head}${more}`)}`];
}
