import { isAscii } from 'node:buffer';
import { issue, type Issue } from '#libs/message';
import type { Decoded } from '../codec.js';
import type { EdiDocument, EdiSegment } from '../edi/edi-document.js';
import { EdiSource } from '../edi/edi-source.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import { SegmentNode, type SegmentPlace } from '../edi/segment-node.js';
import { bomBytes, charsetIssues, toText, x12Charset, type X12Charset } from './charset.js';
import { InterchangeCheck } from './interchange-check.js';
import { readIsaHead } from './isa-head.js';
import { IssueList } from '../edi/issue-list.js';
import { readHeaders, syntaxWithin } from './part-headers.js';
import { SegmentScanner, type Found } from './scanner.js';
import { SegmentForm, unterminated } from './segment-form.js';
import { longestSegmentBytes, maxSegments, type X12Options } from './x12-options.js';

type GrowingPlace = { -readonly [Key in keyof SegmentPlace]: SegmentPlace[Key] };

/**
 * Reads a file of interchanges, or a part of one whose headers are in the options, to its flat list of segments. Elements
 * are read later, when somebody asks for them.
 */
export class X12Reader {
  private readonly charset: X12Charset;
  private readonly isAscii: boolean;
  private readonly text: string;
  private readonly offset: number;
  private readonly segments: EdiSegment[] = [];
  private readonly root = {
    kind: 'object',
    name: 'interchange',
    children: this.segments,
    position: { offset: 0 },
  } as const;
  private readonly scanner: SegmentScanner;
  private readonly check: InterchangeCheck;
  private readonly issues = new IssueList();
  private source?: EdiSource;
  private form?: SegmentForm;
  private ordinal: number;
  private last?: GrowingPlace;
  /** An ISA did not tell where segments end; what follows it is reported with it. */
  private isLost = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly options: X12Options,
  ) {
    this.charset = x12Charset(options.charset);
    this.isAscii = isAscii(bytes);
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.offset = options.within?.offset ?? 0;
    this.ordinal = options.within?.segmentsBefore ?? 0;
    this.scanner = new SegmentScanner(this.charset);
    this.check = new InterchangeCheck(options.within?.place);
  }

  read(): Decoded {
    const envelope = this.resume();
    for (let at = bomBytes(this.text); ;) {
      const found = this.scanner.next(this.text, at, true);
      if (found.kind === 'end') break;
      if (this.segments.length >= maxSegments) {
        this.issues.add(
          issue('input-limit', { offset: this.offset + at }, { expected: `${maxSegments} (segments)` }),
        );
        break;
      }
      at = this.take(found);
    }
    const issues = this.finish();
    const syntax = this.segments[0]?.syntax;
    if (syntax === undefined) return { issues };
    const { charset, root } = this;
    const place = this.options.within?.place;
    const document: EdiDocument = {
      format: 'x12',
      charset,
      root,
      syntax,
      envelope,
      ...(place && { place }),
    };
    return { document, issues };
  }

  /** Goes to where a part lies in its interchange. */
  private resume(): EdiSegment[] {
    const { within } = this.options;
    const syntax = syntaxWithin(within, this.charset);
    if (within === undefined || syntax === undefined) return [];
    const headers = readHeaders(within.headers, syntax, this.charset);
    this.check.resume(headers);
    this.enter(syntax);
    return headers;
  }

  private enter(syntax: EdiSyntax): void {
    const { text: bytes, offset, charset } = this;
    const isSame = this.isAscii || charset === 'iso-8859-1';
    const decode = isSame ? undefined : (part: string): string => toText(part, charset);
    this.source = new EdiSource({ bytes, offset, decode }, syntax);
    this.form = new SegmentForm(bytes, syntax.separators);
    this.scanner.enter(syntax.separators);
  }

  /** @returns where to go on */
  private take(found: Found): number {
    const { kind, start, end, behind } = found;
    if (kind === 'isa') return this.takeIsa(start);
    if (kind === 'foreign') this.report('edi-header-missing', start, end, 'ISA');
    else if (kind === 'empty') this.report('edi-segment-empty', start, behind);
    else {
      const segment = this.add(start, end, behind);
      if (kind === 'unterminated') this.issues.add(unterminated(segment, this.check));
      if (segment.name === 'IEA' && !this.check.isInInterchange) this.scanner.leave();
    }
    return behind;
  }

  private takeIsa(at: number): number {
    const lead = this.segments.length === 0 ? this.text.slice(0, at) : '';
    const offset = this.offset + at;
    const { reading, syntax, end, behind } = readIsaHead(this.text, at, this.charset, offset, lead);
    this.issues.add(...reading.issues);
    this.isLost = reading.separators === undefined;
    this.enter(syntax);
    this.add(at, end, behind);
    if (this.isLost) {
      this.check.abandon();
      this.scanner.leave();
    }
    return behind;
  }

  private add(start: number, end: number, behind: number): SegmentNode {
    if (this.last !== undefined) this.last.next = start;
    const isLong = end - start > longestSegmentBytes;
    this.last = {
      start,
      end: isLong ? start + longestSegmentBytes : end,
      next: behind,
      ordinal: ++this.ordinal,
    };
    const segment = new SegmentNode(this.source!, this.last, this.root);
    this.segments.push(segment);
    this.check.take(segment);
    if (isLong) this.report('record-too-long', start, end, String(longestSegmentBytes));
    const faults = segment.name === 'ISA' ? [] : this.form!.issues(segment, this.check);
    if (faults.length > 0) this.issues.add(...faults);
    return segment;
  }

  private report(
    code: 'edi-header-missing' | 'edi-segment-empty' | 'record-too-long',
    start: number,
    end: number,
    expected?: string,
  ): void {
    if (code === 'edi-header-missing' && this.isLost) return;
    const value = toText(this.text.slice(start, Math.min(end, start + 40)), this.charset);
    const location = { offset: this.offset + start };
    this.issues.add(issue(code, location, { value, expected, args: { ...this.check.place } }));
  }

  private finish(): Issue[] {
    if (this.last !== undefined) this.last.next = this.text.length;
    if (this.options.within === undefined) {
      this.check.end();
      this.issues.add(...this.check.envelopeIssues.take());
    } else {
      this.check.endSet();
    }
    this.issues.add(...this.check.setIssues.take());
    this.issues.add(...charsetIssues(this.bytes, this.charset, this.offset));
    return this.issues.take();
  }
}
