import { isAscii } from 'node:buffer';
import { issue, openNode } from '#libs/message';
import type { Decoded } from '../codec.js';
import type { EdiDocument, EdiSegment } from '../edi/edi-document.js';
import type { EdiSource } from '../edi/edi-source.js';
import { IssueList } from '../edi/issue-list.js';
import { isTag, SegmentNode } from '../edi/segment-node.js';
import { checkCharacters } from './check-characters.js';
import type { EdifactOptions, MessageSurroundings } from './edifact-options.js';
import { EnvelopeCheck } from './envelope-check.js';
import { headBytes, readHead } from './interchange-head.js';
import { interchangeCharset, interchangeSource, invalidCharacters } from './interchange-source.js';
import { beginsInterchange, byteOrderMark, skipSpace, terminatorFrom } from './lexer.js';

const maxBytes = 268_435_456;
const maxSegments = 2_000_000;

/** Reads a file of interchanges, or one message of an interchange, to its segments. */
export class EdifactReader {
  private readonly text: string;
  private readonly isAscii: boolean;
  private readonly issues = new IssueList();
  private readonly segments: SegmentNode[] = [];
  private readonly root = { ...openNode('object', 'interchange'), children: this.segments };
  private readonly within?: MessageSurroundings;
  private readonly check: EnvelopeCheck;
  private envelope: readonly EdiSegment[] = [];

  constructor(
    bytes: Uint8Array,
    private readonly options: EdifactOptions,
  ) {
    const isTooLarge = bytes.length > maxBytes;
    if (isTooLarge) this.issues.add(issue('input-too-large', {}, { expected: String(maxBytes) }));
    const read = bytes.subarray(0, maxBytes);
    this.isAscii = isAscii(read);
    this.text = Buffer.from(read.buffer, read.byteOffset, read.length).toString('latin1');
    this.within = options.within;
    this.check = new EnvelopeCheck((fault, level) => {
      if (this.within === undefined || level === 'message') this.issues.add(fault);
    }, this.within?.place);
  }

  read(): Decoded {
    const { text } = this;
    const base = this.within?.offset ?? 0;
    let leadFrom = 0;
    let at = skipSpace(text, base === 0 && text.startsWith(byteOrderMark) ? 3 : 0);
    while (at < text.length && this.segments.length < maxSegments) {
      const { source, from } = this.open(leadFrom, at);
      leadFrom = at = this.readInterchange(source, from);
    }
    if (at < text.length) {
      this.issues.add(issue('input-limit', { offset: base + at }, { expected: `${maxSegments} (segments)` }));
    }
    this.check.end(base + text.length);
    if (this.segments.length === 0) {
      const offset = base + text.length;
      this.issues.add(issue('edi-header-missing', { offset }, { value: '', expected: 'UNB' }));
    }
    return { document: this.document(), issues: this.issues.take() };
  }

  /** What the interchange that begins at `at` is read from, and where its first segment begins. */
  private open(leadFrom: number, at: number): { source: EdiSource; from: number } {
    const { text, within } = this;
    if (within !== undefined && !beginsInterchange(text, at)) return this.openWithin(within, at);
    const offset = within?.offset ?? 0;
    const head = readHead(text.slice(at, at + headBytes), 0, offset + at);
    const from = at + head.start;
    const sample = this.isAscii ? undefined : text.slice(at, this.nextInterchange(from));
    const { charset, issues } = interchangeCharset(head.level, sample, offset + from, this.options.charset);
    this.issues.add(...head.issues, ...issues);
    const bytes = { text, offset, lead: text.slice(leadFrom, from), sample };
    return { source: interchangeSource(head, bytes, charset), from };
  }

  /** The same for a message: what was said at the head of its interchange was reported there. */
  private openWithin(within: MessageSurroundings, at: number): { source: EdiSource; from: number } {
    const { text } = this;
    const { offset, lead, headers } = within;
    const unbAt = headers[0]?.offset ?? offset;
    const above = lead + headers.map((header) => header.text).join('');
    const begin = above + text.slice(at, at + headBytes);
    const head = readHead(begin, skipSpace(begin, begin.startsWith(byteOrderMark) ? 3 : 0), offset);
    const sample = this.isAscii && isAsciiText(above) ? undefined : above + text;
    const { charset, issues } = interchangeCharset(head.level, sample, unbAt, this.options.charset);
    if (!this.isAscii) this.issues.add(...issues);
    const source = interchangeSource(head, { text, offset, lead: '', sample }, charset);
    this.envelope = headersOf(within, source);
    return { source, from: at };
  }

  /** Where another interchange seems to begin; only for weighing charsets. */
  private nextInterchange(from: number): number {
    const found = /[^A-Za-z0-9][\r\n\t ]*(?:UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9])/g;
    found.lastIndex = from + 3;
    return found.exec(this.text)?.index ?? this.text.length;
  }

  /** Reads to the end of the file or to the beginning of the next interchange, and tells where that is. */
  private readInterchange(source: EdiSource, from: number): number {
    const { separators } = source.syntax;
    const first = this.segments.length;
    const before = this.within?.segmentsBefore ?? 0;
    const { text } = source;
    let at = from;
    while (at < text.length && this.segments.length < maxSegments) {
      if (at > from && beginsInterchange(text, at)) break;
      const terminator = terminatorFrom(text, at, separators);
      const end = terminator < 0 ? text.length : lineEndBefore(text, terminator, separators.segment);
      const next = terminator < 0 ? text.length : skipSpace(text, terminator + 1);
      const place = { start: at, end, next, ordinal: before + this.segments.length + 1 };
      const segment = new SegmentNode(source, place, this.root);
      this.segments.push(segment);
      this.check.segment(segment, terminator >= 0);
      at = next;
    }
    this.issues.add(...checkCharacters(source, first === 0 ? this.segments : this.segments.slice(first)));
    if (!this.isAscii) {
      const { charset } = source.syntax;
      this.issues.add(...invalidCharacters(this.text.slice(from, at), charset, source.offset + from));
    }
    return at;
  }

  /** Absent when nothing looks like a segment. */
  private document(): EdiDocument | undefined {
    const first = this.segments.find(({ name }) => isTag(name));
    if (first === undefined) return undefined;
    const { syntax } = this.segments[0]!;
    const { root, envelope } = this;
    const place = this.within?.place;
    return { format: 'edifact', charset: syntax.charset, root, syntax, envelope, ...(place && { place }) };
  }
}

/** UNB and UNG above a message, read as the message is. */
function headersOf({ headers }: MessageSurroundings, source: EdiSource): SegmentNode[] {
  return headers.map(({ text, offset, ordinal }) => {
    const own = source.around(text, offset);
    const end = terminatorFrom(text, 0, source.syntax.separators);
    return new SegmentNode(own, { start: 0, end: end < 0 ? text.length : end, next: text.length, ordinal });
  });
}

/** Where a line is the segment, a carriage return before its line feed is part of the line end. */
function lineEndBefore(text: string, terminator: number, segment: string): number {
  return segment === '\n' && text.charCodeAt(terminator - 1) === 0x0d ? terminator - 1 : terminator;
}

function isAsciiText(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}
