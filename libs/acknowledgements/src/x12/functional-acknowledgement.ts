import {
  none,
  type AcknowledgementDocument,
  type EdiAcknowledgement,
  type MadeAcknowledgement,
} from '../edi/edi-acknowledgement.js';
import { valueOf, type GroupReport, type InterchangeReport } from '../edi/interchange-report.js';
import { actionOf, groupAnswer, type Action } from './group-answer.js';
import { isRejected, ta1Segment, unanswerable } from './ta1.js';
import { answerInterchange, type AnswerGroup, type X12AnswerOptions } from './x12-interchange.js';

export interface FunctionalOptions extends X12AnswerOptions {
  readonly set: '997' | '999';
  /** GS06 of the first group of the answer; further groups count on from it. */
  readonly groupNumber: number;
  /** What one refused set refuses: itself (`split`, default) or the whole interchange. */
  readonly policy?: 'split' | 'whole';
  /** Names accepted sets too (AK2, AK5), as most partners expect; default true. */
  readonly namesAccepted?: boolean;
  /** TA1 in front of the groups, of the same interchange. */
  readonly withTa1?: boolean;
  /** Faults of content refuse a set too. */
  readonly coversApplication?: boolean;
}

/** GS08 of 999; 997 has the version of the group that it answers. */
const implementation999 = '005010X231A1';

/**
 * 997 or 999: one set for every group received, AK1 to AK9, with AK3/AK4 (IK3/IK4) for the faults of segments and elements.
 * Groups of acknowledgements (FA) are not answered, nor is anything below an envelope that is rejected.
 */
export function functionalAcknowledgement(
  report: InterchangeReport,
  options: FunctionalOptions,
): EdiAcknowledgement {
  const refusal = unanswerable(report);
  if (refusal !== undefined) return refusal;
  const header = report.header!;
  const services = options.withTa1 === true ? [ta1Segment(header, report.issues)] : [];
  const document = (groups: readonly AnswerGroup[]): AcknowledgementDocument =>
    answerInterchange({ ...report, header }, options, services, groups);
  if (isRejected(report)) {
    if (services.length === 0) return none('interchange-rejected');
    return { kind: 'made', document: document([]), verdict: 'rejected', groupsUsed: 0 };
  }
  const subjects = report.groups.filter((group) => valueOf(group.header, 1) !== 'FA');
  for (const { header: gs } of subjects) {
    if (!/^[A-Z0-9]{2}$/.test(valueOf(gs, 1))) return none('copied-element-missing', 'GS01');
    if (!/^\d{1,9}$/.test(valueOf(gs, 6))) return none('copied-element-missing', 'GS06');
  }
  if (subjects.length === 0) return none('no-groups');
  return { kind: 'made', ...answered(subjects, report, options, document) };
}

type Answered = Pick<MadeAcknowledgement, 'document' | 'verdict' | 'groupsUsed'>;

function answered(
  subjects: readonly GroupReport[],
  { syntax }: InterchangeReport,
  options: FunctionalOptions,
  document: (groups: readonly AnswerGroup[]) => AcknowledgementDocument,
): Answered {
  const { namesAccepted = true, coversApplication = false, policy, set } = options;
  const rules = { namesAccepted, coversApplication };
  const own = subjects.map((group) => actionOf(group, rules));
  const isWhole = policy === 'whole' && own.some((action) => action === 'P' || action === 'R');
  const actions = own.map((action) => (isWhole ? 'R' : action));
  const groups = subjects.map((group, index): AnswerGroup => {
    const version = set === '999' ? implementation999 : valueOf(group.header, 8).slice(0, 6) || '004010';
    const form = { set, version, separators: syntax.separators };
    const sets = [groupAnswer(group, actions[index]!, rules, form)];
    return { subject: group.header, number: options.groupNumber + index, version, sets };
  });
  return { document: document(groups), verdict: verdictOf(actions), groupsUsed: groups.length };
}

function verdictOf(actions: readonly Action[]): MadeAcknowledgement['verdict'] {
  if (actions.every((action) => action === 'R')) return 'rejected';
  return actions.every((action) => action === 'A' || action === 'E') ? 'accepted' : 'partially';
}
