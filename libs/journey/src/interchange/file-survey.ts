import { createHash, type Hash } from 'node:crypto';
import {
  codesOf,
  readX12Acknowledgements,
  type IncomingAcknowledgement,
  type InterchangeReport,
} from '#libs/acknowledgements';
import { codecFor, isEdiDocument, type EdiDocument, type EnvelopePlace, type Part } from '#libs/codecs';
import type { Issue } from '#libs/message';
import { tolerate, type EdiTerms } from '#libs/routing';
import { checkEnvelope, envelopeFacts, type EnvelopeFacts } from './check-envelope.js';
import { FileReport } from './file-report.js';
import type { InterchangeClaim, InterchangeId } from './interchange-ports.js';
import { messageHead, type EdiFormat } from './message-head.js';
import { repairTrailers } from './repair-trailers.js';

/** An interchange of a file, before any of its messages was read. */
export interface SurveyedInterchange extends Partial<EnvelopeFacts> {
  /** Counts from 1 in the file. */
  readonly number: number;
  readonly sha256: string;
}

export interface SurveyOptions {
  readonly format: EdiFormat;
  readonly terms: EdiTerms;
  /** What the definitions of service segments find wrong with what stands between messages. */
  readonly check: (between: EdiDocument) => readonly Issue[];
}

interface OpenInterchange extends Partial<EnvelopeFacts> {
  readonly number: number;
  readonly hash: Hash;
}

/**
 * What can be said of a file when only its envelopes have been read. A trailer may tell at the very end that an interchange
 * is damaged, so this comes before anything is done with its messages; and it is little, however long the file is.
 */
export class FileSurvey {
  readonly report = new FileReport();
  interchanges: readonly SurveyedInterchange[] = [];
  /** Interchanges that have been here before, each with the first one. */
  readonly repeats = new Map<number, InterchangeId>();
  /** Interchanges that one of their messages takes down, each with the fault of that message. */
  readonly wholeRefusals = new Map<number, Issue>();
  /** The control references that this file holds. */
  claims: readonly InterchangeClaim[] = [];
  /** By interchange. */
  private readonly found = new Map<number, Issue[]>();
  private readonly open: OpenInterchange[] = [];
  private readonly ta1: { readonly number: number; readonly incoming: IncomingAcknowledgement }[] = [];

  private constructor(private readonly options: SurveyOptions) {}

  static async of(parts: AsyncIterable<Part>, options: SurveyOptions): Promise<FileSurvey> {
    const survey = new FileSurvey(options);
    for await (const part of parts) survey.take(part);
    survey.interchanges = survey.open.map(({ hash, ...rest }) => ({ ...rest, sha256: hash.digest('hex') }));
    return survey;
  }

  /** Everything that is wrong with the envelopes, under the partner's terms. */
  get issues(): Issue[] {
    return [...this.found.values()].flat();
  }

  /** Faults of envelopes; their `args` tell of which. */
  add(...faults: readonly Issue[]): void {
    for (const fault of faults) {
      const interchange = Number(fault.args?.interchange ?? 0);
      const known = this.found.get(interchange);
      if (known === undefined) this.found.set(interchange, [fault]);
      else known.push(fault);
    }
    this.report.add(faults);
  }

  /** The error that refuses a whole interchange; undefined when nothing does. */
  refusalOf(interchange: number): Issue | undefined {
    return this.issuesOf(interchange).find((fault) => refusedLevel(fault) === 'interchange');
  }

  /** The error that refuses a message with the interchange or the group that it lies in. */
  refusalAbove({ interchange, group }: EnvelopePlace): Issue | undefined {
    const issues = this.issuesOf(interchange);
    return (
      this.refusalOf(interchange) ??
      issues.find((fault) => fault.args?.group === group && refusedLevel(fault) === 'group')
    );
  }

  /** What the envelope alone has shown to be wrong with one message. */
  issuesOfMessage({ interchange, message }: EnvelopePlace): Issue[] {
    return this.issuesOf(interchange).filter((fault) => fault.args?.message === message);
  }

  private issuesOf(interchange: number): readonly Issue[] {
    return this.found.get(interchange) ?? [];
  }

  /** What is known of each interchange by now, for its answers. */
  reports(): { readonly number: number; readonly report: InterchangeReport }[] {
    // the report opens an interchange whenever the survey does
    const reports = this.report.reports();
    return this.interchanges.flatMap(({ number }, index) => {
      const report = reports[index];
      return report === undefined ? [] : [{ number, report }];
    });
  }

  interchange(number: number): SurveyedInterchange | undefined {
    const expected = this.interchanges[number - 1];
    return expected?.number === number ? expected : this.interchanges.find((one) => one.number === number);
  }

  /** Interchanges that are neither refused nor repeated. */
  get taken(): SurveyedInterchange[] {
    return this.interchanges.filter(
      ({ number }) => !this.repeats.has(number) && this.refusalOf(number) === undefined,
    );
  }

  /** What TA1 segments, which lie between messages, tell of interchanges that we sent. */
  get incoming(): IncomingAcknowledgement[] {
    const taken = new Set(this.taken.map(({ number }) => number));
    return this.ta1.filter(({ number }) => taken.has(number)).map(({ incoming }) => incoming);
  }

  private take(part: Part): void {
    if (part.sequence === 0) this.takeBetween(part);
    else {
      const { interchange } = placeOfPart(part);
      const head = messageHead(part.bytes, this.options.format, part.context);
      if (head !== undefined) this.report.enter(head);
      this.opened(interchange).hash.update(part.bytes);
    }
    this.judge(part.issues, part.sequence === 0 ? this.lastPlace : placeOfPart(part));
  }

  private takeBetween(part: Part): void {
    const { format, terms, check } = this.options;
    const document = documentOf(part, format);
    if (document === undefined) return;
    this.report.enter(document);
    let number = document.place?.interchange ?? 0;
    for (const segment of document.root.children) {
      if (segment.name === 'UNB' || segment.name === 'ISA') {
        const facts = envelopeFacts(segment, format);
        Object.assign(this.opened(++number), facts);
        this.add(...tolerate(checkEnvelope(segment, facts, format, terms, number), terms.tolerance));
      }
      this.open.at(-1)?.hash.update(segment.span, 'latin1');
    }
    this.judge(check(document), this.lastPlace);
    for (const incoming of format === 'x12' ? readX12Acknowledgements(document) : [])
      this.ta1.push({ number, incoming });
  }

  private judge(issues: readonly Issue[], place: EnvelopePlace): void {
    const { tolerance } = this.options.terms;
    const placed = issues.map((fault) =>
      fault.args?.interchange === undefined ? { ...fault, args: { ...place, ...fault.args } } : fault,
    );
    this.add(...tolerate(repairTrailers(placed, tolerance), tolerance));
  }

  /** Where a fault between messages belongs that does not say it. */
  private get lastPlace(): EnvelopePlace {
    return { interchange: this.open.at(-1)?.number ?? 0, group: 0, message: 0 };
  }

  private opened(number: number): OpenInterchange {
    const last = this.open.at(-1);
    if (last?.number === number) return last;
    const interchange = { number, hash: createHash('sha256') };
    this.open.push(interchange);
    return interchange;
  }
}

/** Where a message lies that was cut out of its file. */
export function placeOfPart({ context }: Pick<Part, 'context'>): EnvelopePlace {
  const { within } = context as { readonly within: { readonly place: EnvelopePlace } };
  return { ...within.place, message: within.place.message + 1 };
}

/** What stands between messages, as segments. */
function documentOf(part: Part, format: EdiFormat): EdiDocument | undefined {
  if (part.bytes.byteLength === 0) return undefined;
  const { document } = codecFor(format).decode(part.bytes, part.context);
  return document !== undefined && isEdiDocument(document) ? document : undefined;
}

/** The level that an error refuses; a fault that is seen at a message may be one of the level around it. */
function refusedLevel(fault: Issue): 'interchange' | 'group' | 'message' | undefined {
  if (fault.severity !== 'error') return undefined;
  const { level } = codesOf(fault);
  if (level !== undefined) return level;
  if (Number(fault.args?.message ?? 0) > 0) return 'message';
  return Number(fault.args?.group ?? 0) > 0 ? 'group' : 'interchange';
}
