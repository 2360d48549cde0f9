import type { Issue } from '#libs/message';
import { codesOf, fallbackCodes } from '../edi/codes-of.js';
import { none, type EdiAcknowledgement, type SegmentValues } from '../edi/edi-acknowledgement.js';
import { ieaElementCodes, isaElementCodes, separatorCodes } from '../edi/envelope-fault-codes.js';
import { placeOf } from '../edi/fault-place.js';
import { valueOf, type InterchangeReport, type ServiceSegment } from '../edi/interchange-report.js';
import { answerInterchange, type X12AnswerOptions } from './x12-interchange.js';

/** TA1 in an interchange of its own: what became of the envelope, ISA and IEA, whatever is in it. */
export function ta1(report: InterchangeReport, options: X12AnswerOptions): EdiAcknowledgement {
  const refusal = unanswerable(report);
  if (refusal !== undefined) return refusal;
  const header = report.header!;
  const document = answerInterchange({ ...report, header }, options, [ta1Segment(header, report.issues)], []);
  return { kind: 'made', document, verdict: isRejected(report) ? 'rejected' : 'accepted', groupsUsed: 0 };
}

/** Why an interchange has no answer at all. */
export function unanswerable({ header, ...report }: InterchangeReport): ReturnType<typeof none> | undefined {
  if (valueOf(header, 6).trim() === '') return none('sender-unknown');
  const { groups, messages } = report;
  const isAnswer = groups.length > 0 && groups.every((group) => valueOf(group.header, 1) === 'FA');
  const isOnlyTa1 = report.hasTa1 === true && groups.length === 0 && messages.length === 0;
  if (isAnswer || isOnlyTa1) return none('acknowledgement-received');
  return /^\d{1,9}$/.test(valueOf(header, 13).trim()) ? undefined : none('copied-element-missing', 'ISA13');
}

export function isRejected({ issues }: InterchangeReport): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** TA104 and TA105 from the first error, or else the first warning, of the envelope. */
export function ta1Segment(header: ServiceSegment, issues: readonly Issue[]): SegmentValues {
  const error = issues.find(({ severity }) => severity === 'error');
  const fault = error ?? issues[0];
  const action = error !== undefined ? 'R' : fault !== undefined ? 'E' : 'A';
  const code = fault === undefined ? '000' : noteCode(fault);
  const [date, time] = [valueOf(header, 9).slice(0, 6), valueOf(header, 10).slice(0, 4)];
  return ['TA1', valueOf(header, 13).trim(), date, time, action, code];
}

/** TA105: what the separator or the element is, where the fault alone does not say it. */
function noteCode(fault: Issue): string {
  const separator = separatorCodes[fault.expected?.split(', ').at(-1) ?? ''];
  if (separator !== undefined && /separator/.test(fault.code)) return separator;
  const { ta1: own } = codesOf(fault);
  if (own !== undefined) return own;
  const { tag, element = 0 } = placeOf(fault);
  const byElement = tag === 'ISA' ? isaElementCodes : tag === 'IEA' ? ieaElementCodes : [];
  return byElement[element - 1] ?? fallbackCodes.ta1!;
}
