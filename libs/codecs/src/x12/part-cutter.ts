import { issue } from '#libs/message';
import type { Part } from '../codec.js';
import { EdiSource } from '../edi/edi-source.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import { SegmentNode } from '../edi/segment-node.js';
import { bomBytes, charsetIssues, toText, x12Charset, type X12Charset } from './charset.js';
import { InterchangeCheck } from './interchange-check.js';
import { readIsaHead } from './isa-head.js';
import { SegmentScanner, type Found } from './scanner.js';
import { SegmentForm, unterminated } from './segment-form.js';
import {
  defaultMaxMessageBytes,
  type HeaderText,
  type X12Options,
  type X12Surroundings,
} from './x12-options.js';

/** The bytes that are being looked at; they begin at `offset` of the file. */
interface View {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly isLast: boolean;
}

/** What is being cut out: a transaction set, or what lies between sets. */
interface OpenPart {
  readonly isSet: boolean;
  /** Index of its first byte; moves when the view does. */
  start: number;
  readonly within: X12Surroundings;
  /** SE has been seen, or the set was too long: the next segment begins another part. */
  isComplete: boolean;
}

/** What lies between sets is given away when it is longer, in bytes. */
const longestBetweenSets = 65_536;
const headerTags = new Set(['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA']);

/** Cuts a file into parts as far as its bytes are there. */
export class PartCutter {
  private readonly charset: X12Charset;
  private readonly mostBytes: number;
  private readonly scanner: SegmentScanner;
  private readonly check = new InterchangeCheck();
  private readonly ready: Part[] = [];
  private readonly headers: { isa?: HeaderText; gs?: HeaderText } = {};
  private view: View = { bytes: new Uint8Array(), offset: 0, isLast: false };
  private text = '';
  /** Index of what is looked at next. */
  private at = 0;
  private part: OpenPart;
  private syntax?: EdiSyntax;
  /** Of the current view. */
  private source?: EdiSource;
  private form?: SegmentForm;
  private segments = 0;
  private sequence = 0;
  /** Nothing is reported up to the next ISA. */
  private isForeign = false;

  constructor(options: X12Options) {
    this.charset = x12Charset(options.charset);
    this.mostBytes = options.maxMessageBytes ?? defaultMaxMessageBytes;
    this.scanner = new SegmentScanner(this.charset);
    this.part = this.opened(0, false);
  }

  /** Goes on with another view of the file, which begins where `release` said. */
  look(view: View): void {
    const moved = view.offset - this.view.offset;
    this.at -= moved;
    this.part.start -= moved;
    const { bytes, offset, isLast } = view;
    this.view = { bytes, offset, isLast };
    const { buffer, byteOffset, length } = bytes;
    this.text = Buffer.from(buffer, byteOffset, length).toString('latin1');
    this.source = this.form = undefined;
    if (view.offset === 0 && this.at === 0) this.at = bomBytes(this.text);
  }

  /** The next part, or undefined when more bytes are needed. */
  next(): Part | undefined {
    while (this.ready.length === 0) {
      const found = this.scanner.next(this.text, this.at, this.view.isLast);
      if (found.kind === 'more' || found.kind === 'end') return undefined;
      this.take(found);
    }
    return this.ready.shift();
  }

  /** How many bytes of the view are no longer needed. */
  release(): number {
    if (this.text.length - this.at > this.mostBytes) this.giveUp();
    else if (!this.part.isSet && this.at - this.part.start > longestBetweenSets) this.cut(this.at, false);
    return this.part.start;
  }

  /** What is left at the end of the file. */
  end(): Part[] {
    this.cut(this.text.length, false);
    this.check.end();
    this.cut(this.text.length, false);
    return this.ready;
  }

  private take(found: Found): void {
    const { kind, start, end, behind } = found;
    this.at = behind;
    const name = kind === 'segment' || kind === 'unterminated' ? this.tagOf(start, end) : kind;
    const isHeader = kind === 'isa' || headerTags.has(name);
    if (this.part.isComplete || (this.part.isSet && isHeader && name !== 'SE')) this.cut(start, false);
    if (this.part.isSet && behind - this.part.start > this.mostBytes) this.tooLarge(start);
    if (name === 'ST') this.cut(start, true);
    if (kind === 'isa') this.takeIsa(start);
    else if (kind === 'foreign') this.takeForeign(start);
    else if (kind === 'empty') this.reportBetweenSets('edi-segment-empty', start);
    else if (isHeader || !this.check.isInSet) this.takeHeader(name, found);
    else {
      this.segments++;
      this.check.pass();
    }
  }

  private takeIsa(at: number): void {
    const offset = this.view.offset + at;
    const { reading, syntax, end, behind } = readIsaHead(this.text, at, this.charset, offset, '');
    this.check.envelopeIssues.add(...reading.issues);
    this.isForeign = reading.separators === undefined;
    this.syntax = syntax;
    this.source = this.form = undefined;
    this.scanner.enter(syntax.separators);
    this.at = behind;
    this.takeHeader('ISA', { kind: 'isa', start: at, end, behind });
    if (!this.isForeign) return;
    this.check.abandon();
    this.scanner.leave();
  }

  private takeHeader(name: string, { kind, start, end, behind }: Found): void {
    const offset = this.view.offset + start;
    const place = { start, end, next: behind, ordinal: ++this.segments };
    const segment = new SegmentNode(this.sourceOf(), place);
    this.check.take(segment);
    if (!this.part.isSet && name !== 'ISA') {
      this.check.envelopeIssues.add(...this.form!.issues(segment, this.check));
      if (kind === 'unterminated') this.check.envelopeIssues.add(unterminated(segment, this.check));
    }
    const header = { text: this.copied(start, behind), offset, ordinal: this.segments };
    if (name === 'ISA') this.headers.isa = header;
    if (name === 'GS') this.headers.gs = header;
    if (name === 'ISA' || name === 'GE' || name === 'IEA') this.headers.gs = undefined;
    if (name === 'IEA' && !this.check.isInInterchange) this.scanner.leave();
    if (name === 'SE') this.part.isComplete = this.part.isSet;
  }

  private takeForeign(start: number): void {
    if (!this.isForeign)
      this.reportBetweenSets('edi-header-missing', start, this.copied(start, start + 40), 'ISA');
    this.isForeign = true;
  }

  /** Faults inside of sets are found when these are decoded. */
  private reportBetweenSets(
    code: 'edi-segment-empty' | 'edi-header-missing',
    at: number,
    value?: string,
    expected?: string,
  ): void {
    if (this.part.isSet) return;
    const location = { offset: this.view.offset + at };
    const args = { ...this.check.placeOfLast };
    this.check.envelopeIssues.add(issue(code, location, { value, expected, args }));
  }

  /** The rest of a set that is too long is left to what lies between sets. */
  private tooLarge(at: number): void {
    const location = { offset: this.view.offset + this.part.start };
    const expected = String(this.mostBytes);
    this.check.envelopeIssues.add(issue('input-too-large', location, { expected }));
    this.cut(at, false);
  }

  /** There is no terminator where there should be many: nothing more of this interchange can be told apart. */
  private giveUp(): void {
    this.tooLarge(this.at);
    this.scanner.leave();
    this.check.abandon();
    this.isForeign = true;
  }

  /** Ends the current part in front of `at` and begins the next. */
  private cut(at: number, isSet: boolean): void {
    const { part, view, check } = this;
    const bytes = Uint8Array.prototype.slice.call(view.bytes, part.start, at);
    const issues = check.envelopeIssues.take();
    check.setIssues.take();
    if (!part.isSet) issues.push(...charsetIssues(bytes, this.charset, part.within.offset));
    if (bytes.length > 0 || issues.length > 0) {
      const sequence = part.isSet ? ++this.sequence : 0;
      this.ready.push({ sequence, bytes, context: { charset: this.charset, within: part.within }, issues });
    }
    this.part = this.opened(at, isSet);
  }

  private opened(start: number, isSet: boolean): OpenPart {
    const { isa, gs } = this.headers;
    const isInside = this.check.isInInterchange && this.syntax !== undefined;
    const within = {
      ...(isInside ? { separators: this.syntax!.separators, version: this.syntax!.version } : {}),
      headers: isInside ? [isa, gs].filter((header) => header !== undefined) : [],
      offset: this.view.offset + start,
      segmentsBefore: this.segments,
      place: this.check.counts,
    };
    return { isSet, start, within, isComplete: false };
  }

  private sourceOf(): EdiSource {
    const { text: bytes, charset } = this;
    const { offset } = this.view;
    const decode = (part: string): string => toText(part, charset);
    this.form ??= new SegmentForm(bytes, this.syntax!.separators);
    return (this.source ??= new EdiSource({ bytes, offset, decode }, this.syntax!));
  }

  private tagOf(start: number, end: number): string {
    const element = this.syntax!.separators.element.charCodeAt(0);
    let at = start;
    while (at < end && this.text.charCodeAt(at) !== element) at++;
    return this.text.slice(start, at);
  }

  /** A copy, so that the view it came from is not kept. */
  private copied(start: number, end: number): string {
    return Buffer.from(this.text.slice(start, end), 'latin1').toString('latin1');
  }
}
