import type { Issue } from '#libs/message';
import { codesOf, isApplicationFault } from '../edi/codes-of.js';
import type { SegmentValues } from '../edi/edi-acknowledgement.js';
import { placeOf } from '../edi/fault-place.js';
import { valueOf, type GroupReport, type MessageReport } from '../edi/interchange-report.js';
import { isOfSegment, noteCode, segmentNotes, type NoteForm } from './segment-notes.js';

/** AK501 and AK901: accepted, accepted with errors, partially accepted (AK901 only), rejected. */
export type Action = 'A' | 'E' | 'P' | 'R';

export interface AnswerRules {
  readonly namesAccepted: boolean;
  readonly coversApplication: boolean;
}

const mostCodes = 5;

/** AK901 of a group by its own faults and those of its sets. */
export function actionOf(group: GroupReport, rules: AnswerRules): Action {
  const issues = relevant(group.issues, rules);
  if (hasError(issues)) return 'R';
  const sets = group.messages.map((message) => relevant(message.issues, rules));
  const refused = group.messages.filter((message) => isRefused(message, rules)).length;
  if (refused > 0) return refused === sets.length ? 'R' : 'P';
  return issues.length > 0 || sets.some((own) => own.length > 0) ? 'E' : 'A';
}

/** The set that answers a group, from ST to SE. */
export function groupAnswer(
  group: GroupReport,
  action: Action,
  rules: AnswerRules,
  form: NoteForm,
): SegmentValues[] {
  const { header, messages, declaredCount = '' } = group;
  const received = String(messages.length);
  const accepted = action === 'R' ? 0 : messages.filter((message) => !isRefused(message, rules)).length;
  const declared = /^\d{1,6}$/.test(declaredCount) ? declaredCount : received;
  const version = form.version >= '005' ? valueOf(header, 8) : '';
  const codes = codesAt('group', relevant(group.issues, rules), form);
  const body: SegmentValues[] = [
    ['AK1', valueOf(header, 1), valueOf(header, 6), version.slice(0, 12)],
    ...messages.flatMap((message) => setAnswer(message, action === 'R', rules, form)),
    ['AK9', action, declared, received, String(accepted), ...codes],
  ];
  const number = '0001';
  const implementation = form.set === '999' ? form.version : '';
  return [['ST', form.set, number, implementation], ...body, ['SE', String(body.length + 2), number]];
}

/**
 * AK2 to AK5. Nothing for a set whose identifier or control number is missing or too long to be repeated: AK9 counts it as
 * received and not accepted. A set without faults is rejected with the rest of its group, without a code of its own.
 */
function setAnswer(
  message: MessageReport,
  isGroupRejected: boolean,
  rules: AnswerRules,
  form: NoteForm,
): SegmentValues[] {
  const issues = relevant(message.issues, rules);
  const errors = issues.filter(({ severity }) => severity === 'error');
  const faults = errors.length > 0 ? errors : issues;
  const action: Action = errors.length > 0 || isGroupRejected ? 'R' : faults.length > 0 ? 'E' : 'A';
  if (action === 'A' && !rules.namesAccepted) return [];
  if (!isNameable(message)) return [];
  const { header } = message;
  const version = form.version >= '005' ? valueOf(header, 3) : '';
  const notes = segmentNotes(faults.filter(isNoted), form);
  const ofSet = codesAt(
    'set',
    faults.filter((fault) => !isNoted(fault)),
    form,
  );
  const codes = [...new Set([...ofSet, ...(notes.length > 0 ? ['5'] : [])])].slice(0, mostCodes);
  return [
    ['AK2', valueOf(header, 1), valueOf(header, 2), version],
    ...notes,
    [form.set === '999' ? 'IK5' : 'AK5', action, ...codes],
  ];
}

function isRefused(message: MessageReport, rules: AnswerRules): boolean {
  return !isNameable(message) || hasError(relevant(message.issues, rules));
}

/** Whether AK2 can repeat ST01 and ST02. */
function isNameable({ header }: MessageReport): boolean {
  return /^[^]{1,3}$/.test(valueOf(header, 1)) && /^[^]{1,9}$/.test(valueOf(header, 2));
}

/** What the codes of AK5 do not tell more exactly: faults of ST and SE have their own. */
function isNoted(fault: Issue): boolean {
  const place = placeOf(fault);
  if (!isOfSegment(place)) return false;
  return !((place.tag === 'ST' || place.tag === 'SE') && codesOf(fault).set !== '5');
}

function codesAt(level: 'group' | 'set', faults: readonly Issue[], form: NoteForm): string[] {
  const codes = faults.flatMap((fault) => noteCode(fault, level, form) ?? []);
  return [...new Set(codes)].slice(0, mostCodes);
}

function relevant(issues: readonly Issue[], { coversApplication }: AnswerRules): Issue[] {
  return issues.filter((fault) => coversApplication || !isApplicationFault(fault));
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}
