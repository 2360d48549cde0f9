import { issue } from '#libs/message';
import { ByteWindow } from '../batch/byte-window.js';
import type { Part } from '../codec.js';
import { IssueList } from '../edi/issue-list.js';
import { SegmentNode } from '../edi/segment-node.js';
import { checkCharacters } from './check-characters.js';
import { defaultMaxMessageBytes, type EdifactOptions, type MessageSurroundings } from './edifact-options.js';
import { EnvelopeCheck } from './envelope-check.js';
import { SegmentStream, type StreamedSegment } from './segment-stream.js';

/**
 * Cuts a file into its messages while it arrives. What stands around the messages comes as parts of sequence 0, so that the
 * bytes of all parts, one after another, are those of the file; the faults of the envelopes come with the part in which
 * they show. A message that is too long is handed on as far as it may be, and left out from there on.
 */
export async function* splitInterchanges(
  chunks: AsyncIterable<Uint8Array>,
  options: EdifactOptions,
): AsyncGenerator<Part> {
  const window = new ByteWindow(chunks);
  try {
    yield* new InterchangeSplitter(window, options).parts();
  } finally {
    await window.close();
  }
}

const messageHeaders = new Set(['UNH', 'UIH']);
const messageTrailers = new Set(['UNT', 'UIT']);
const otherService = new Set(['UNB', 'UIB', 'UNG', 'UNE', 'UNZ', 'UIZ']);
const mostBytesBetween = 1_048_576;

type Surroundings = Pick<MessageSurroundings, 'lead' | 'headers'>;

class InterchangeSplitter {
  private readonly stream: SegmentStream;
  private readonly issues = new IssueList();
  private readonly check = new EnvelopeCheck((fault, level) => {
    if (level === 'interchange') this.issues.add(fault);
  });
  private readonly maxMessageBytes: number;
  private readonly cut: Part[] = [];
  private sequence = 0;
  private above: Surroundings = { lead: '', headers: [] };
  /** Of the message that is open; absent between messages. */
  private within?: MessageSurroundings;
  /** Of what is held between messages. */
  private around?: MessageSurroundings;
  /** The message that was open has become too long: nothing of it is kept any more. */
  private isDropping = false;

  constructor(window: ByteWindow, options: EdifactOptions) {
    this.maxMessageBytes = options.maxMessageBytes ?? defaultMaxMessageBytes;
    this.stream = new SegmentStream(window, this.maxMessageBytes, options.charset);
  }

  async *parts(): AsyncGenerator<Part> {
    for (;;) {
      const segment = this.stream.ready() ?? (await this.stream.next());
      if (segment === undefined) break;
      this.before(segment);
      this.take(segment);
      this.behind(segment);
      if (this.cut.length > 0) yield* this.cut.splice(0);
    }
    const { offset, ordinal } = this.stream;
    this.issues.add(...this.stream.issues);
    this.check.end(offset);
    if (ordinal === 0) this.issues.add(issue('input-empty', {}));
    this.close(0);
    yield* this.cut;
  }

  /** Closes what a segment does not belong to any more; UNA belongs to the interchange behind it. */
  private before({ name, text, leadBytes, source }: StreamedSegment): void {
    const isMessage = messageHeaders.has(name);
    if (!isMessage && !(otherService.has(name) && this.within !== undefined)) return;
    this.close(isMessage ? text.length : text.length + leadBytes);
    this.within = undefined;
    this.isDropping = false;
    if (isMessage && leadBytes > 0) this.above = { lead: source.syntax.lead, headers: [] };
  }

  private take(segment: StreamedSegment): void {
    const { name } = segment;
    if (this.stream.issues.length > 0) this.issues.add(...this.stream.issues.splice(0));
    if (this.isDropping) this.stream.drop();
    const isService = messageHeaders.has(name) || messageTrailers.has(name);
    if (this.within !== undefined && !isService) return;
    const node = nodeOf(segment);
    const placeBefore = this.check.counted;
    this.check.segment(node, segment.isTerminated);
    const segmentsBefore = segment.ordinal - 1;
    if (messageHeaders.has(name)) {
      const { interchange, group, message } = this.check.openPlace;
      const place = { interchange, group, message: message - 1 };
      this.within = { ...this.above, offset: segment.offset, segmentsBefore, place };
    } else if (this.within === undefined) {
      const offset = segment.offset - segment.leadBytes;
      this.around ??= { ...this.above, offset, segmentsBefore, place: placeBefore };
      this.between(segment, node);
    }
  }

  /** Segments around messages: their characters are checked here, and the headers remembered for the messages below. */
  private between({ name, text, offset, ordinal, source }: StreamedSegment, node: SegmentNode): void {
    this.issues.add(...checkCharacters(node.source, [node]));
    const header = { text, offset, ordinal };
    const { lead, headers } = this.above;
    const outer = headers.filter((above) => !above.text.startsWith('UNG'));
    if (name === 'UNB' || name === 'UIB') this.above = { lead: source.syntax.lead, headers: [header] };
    else if (name === 'UNG') this.above = { lead, headers: [...outer, header] };
    else if (name === 'UNE') this.above = { lead, headers: outer };
    else if (name === 'UNZ' || name === 'UIZ') this.above = { lead, headers: [] };
    else if (ordinal === 1) this.above = { lead: source.syntax.lead, headers: [] };
  }

  private behind({ name }: StreamedSegment): void {
    const { within } = this;
    if (messageTrailers.has(name) || name === 'UNZ' || name === 'UIZ') {
      this.close(0);
      this.within = undefined;
      this.isDropping = false;
    } else if (within !== undefined && this.stream.heldBytes > this.maxMessageBytes) {
      this.isDropping = true;
      const expected = String(this.maxMessageBytes);
      this.issues.add(issue('input-too-large', { offset: within.offset }, { expected }));
      this.close(0);
    } else if (within === undefined && this.stream.heldBytes > mostBytesBetween) this.close(0);
  }

  /** Hands on what is held except its last bytes: a message as a part of its own, anything else as one of sequence 0. */
  private close(except: number): void {
    const bytes = this.stream.take(except);
    const issues = this.issues.take();
    const isMessage = this.within !== undefined && bytes.length > 0;
    const context = { within: isMessage ? this.within : this.around };
    if (isMessage) {
      this.cut.push({ sequence: ++this.sequence, bytes, context, issues });
    } else if (bytes.length > 0 || issues.length > 0) {
      this.cut.push({ sequence: 0, bytes, context, issues });
    }
    if (bytes.length > 0) this.around = undefined;
  }
}

function nodeOf({ text, offset, ordinal, end, source }: StreamedSegment): SegmentNode {
  return new SegmentNode(source.around(text, offset), { start: 0, end, next: text.length, ordinal });
}
