import type { Issue } from '#libs/message';
import {
  none,
  type EdiAcknowledgement,
  type MadeAcknowledgement,
  type NoAcknowledgement,
  type SegmentValues,
} from '../edi/edi-acknowledgement.js';
import { codesOf, isApplicationFault } from '../edi/codes-of.js';
import { placeOf } from '../edi/fault-place.js';
import {
  messagesOf,
  valueOf,
  type GroupReport,
  type InterchangeReport,
  type MessageReport,
  type ServiceSegment,
} from '../edi/interchange-report.js';
import { answerInterchange, type AnswerOptions } from './edifact-interchange.js';
import { levelError, mostExact } from './fault-position.js';
import {
  copied,
  groupCopies,
  groupReferenceCopy,
  interchangeCopies,
  messageCopies,
  uncopied,
} from './copied-elements.js';
import { messageAnswer } from './message-answer.js';

export interface ContrlOptions extends AnswerOptions {
  /** `receipt`: only that the interchange has come and its envelope can be read (UNB 0031 = 2). */
  readonly kind: 'receipt' | 'functional';
  /** What one refused message or group refuses: itself (`split`, default) or the whole interchange. */
  readonly policy?: 'split' | 'whole';
  /** Names accepted messages too, with action 7; by default they are accepted by not being named. */
  readonly namesAccepted?: boolean;
  /** Faults of content refuse a message too: for partners that take no APERAK. */
  readonly coversApplication?: boolean;
  /** S009 of CONTRL; default D:3:UN, in syntax 4 4:1:UN. */
  readonly identifier?: readonly string[];
}

type Answered = InterchangeReport & { readonly header: ServiceSegment };

/**
 * CONTRL, syntax 3 and 4 (ISO 9735-4): UCI alone as a receipt (8) or a rejection of the envelope (4); else UCI 7, or 4 by
 * policy, with a UCM for every message that is refused, below a UCF when the interchange has groups.
 */
export function contrl(report: InterchangeReport, options: ContrlOptions): EdiAcknowledgement {
  if (report.header === undefined) return none('sender-unknown');
  const messages = messagesOf(report);
  const isContrl = ({ header }: MessageReport): boolean => valueOf(header, 2) === 'CONTRL';
  if (messages.length > 0 && messages.every(isContrl)) return none('acknowledgement-received');
  const answered = { ...report, header: report.header };
  const missing = uncopied(answered.header, interchangeCopies);
  if (missing !== undefined) return missing;
  return new ContrlBuilder(answered, options).build();
}

class ContrlBuilder {
  private readonly version: string;
  private rejected = 0;
  private accepted = 0;
  private missing?: NoAcknowledgement;

  constructor(
    private readonly report: Answered,
    private readonly options: ContrlOptions,
  ) {
    this.version = report.syntax.version === '4' ? '4' : '3';
  }

  build(): EdiAcknowledgement {
    const { report, options } = this;
    const envelope =
      mostExact(this.errors(report.issues)) ?? this.liftedTo('interchange', messagesOf(report));
    if (envelope !== undefined) {
      const error = levelError(envelope, placeOf(envelope), ['UNA', 'UNB', 'UNZ'], this.version);
      return this.made([this.uci('4', ...error)], 'rejected');
    }
    if (options.kind === 'receipt') return this.made([this.uci('8')], 'received');
    const below = [
      ...report.messages.flatMap((message) => this.message(message)),
      ...report.groups.flatMap((group) => this.group(group)),
    ];
    if (this.missing !== undefined) return this.missing;
    const isWhole = options.policy === 'whole' && this.rejected > 0;
    const isNothingLeft = this.rejected > 0 && this.accepted === 0;
    const verdict = this.rejected === 0 ? 'accepted' : isWhole || isNothingLeft ? 'rejected' : 'partially';
    return this.made([this.uci(isWhole ? '4' : '7'), ...below], verdict);
  }

  private uci(action: string, ...error: SegmentValues[1][]): SegmentValues {
    const [, sender, recipient, , [reference] = []] = this.report.header.elements;
    const parties = [sender, recipient].map((party) => copied('party', party, this.version));
    return ['UCI', reference, ...parties, action, ...error];
  }

  /** UCF with its messages; nothing when all of the group is accepted. */
  private group(group: GroupReport): SegmentValues[] {
    const { header, issues, messages } = group;
    const fault = mostExact(this.errors(issues)) ?? this.liftedTo('group', messages);
    if (fault === undefined) {
      const below = messages.flatMap((message) => this.message(message));
      if (below.length === 0 && this.options.namesAccepted !== true) return [];
      return [this.ucf(header, '7'), ...below];
    }
    this.rejected += Math.max(1, messages.length);
    return [this.ucf(header, '4', ...levelError(fault, placeOf(fault), ['UNG', 'UNE'], this.version))];
  }

  private ucf(
    header: ServiceSegment | undefined,
    action: string,
    ...error: SegmentValues[1][]
  ): SegmentValues {
    this.missing ??= uncopied(header, this.version === '4' ? groupReferenceCopy : groupCopies);
    const parties = [2, 3].map((at) => copied('groupParty', header?.elements[at - 1], this.version));
    return ['UCF', valueOf(header, 5), ...parties, action, ...error];
  }

  private message(message: MessageReport): SegmentValues[] {
    const faults = this.errors(message.issues).filter((fault) => codesOf(fault).level === undefined);
    if (faults.length === 0) this.accepted++;
    else this.rejected++;
    if (faults.length === 0 && this.options.namesAccepted !== true) return [];
    if (this.version !== '4') this.missing ??= uncopied(message.header, messageCopies);
    return messageAnswer(message, faults, this.version);
  }

  /** A fault that is seen at a message and is one of the level around it. */
  private liftedTo(level: 'interchange' | 'group', messages: readonly MessageReport[]): Issue | undefined {
    for (const { issues } of messages) {
      const fault = this.errors(issues).find((one) => codesOf(one).level === level);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  private errors(issues: readonly Issue[]): Issue[] {
    const covers = this.options.coversApplication === true;
    return issues.filter((fault) => fault.severity === 'error' && (covers || !isApplicationFault(fault)));
  }

  private made(segments: SegmentValues[], verdict: MadeAcknowledgement['verdict']): MadeAcknowledgement {
    const identifier =
      this.options.identifier ??
      (this.version === '4' ? ['CONTRL', '4', '1', 'UN'] : ['CONTRL', 'D', '3', 'UN']);
    const document = answerInterchange(this.report, this.options, [{ identifier, segments }]);
    return { kind: 'made', document, verdict, groupsUsed: 0 };
  }
}
