import type { CourseEvent } from './events-of.js';

/** One step of the way, with its planned, estimated and actual times apart. */
export interface Milestone {
  readonly list: CourseEvent['list'];
  readonly code: string;
  readonly containerNumber?: string;
  readonly wagonNumber?: string;
  readonly plannedAt?: string;
  /** As it was estimated last. */
  readonly estimatedAt?: string;
  /** When it happened last. */
  readonly actualAt?: string;
}

export interface Course {
  /** The latest of what happened; absent before anything did. */
  readonly current?: CourseEvent;
  /** What happened, by the time at which it happened. */
  readonly history: readonly CourseEvent[];
  /** What is planned and estimated, as it was told last, by its time. */
  readonly outlook: readonly CourseEvent[];
  readonly milestones: readonly Milestone[];
}

/**
 * Puts what all messages tell into one course. It is a function of the set of events: in whichever order they are given, and
 * however often, the course is the same. An event that is told twice is one; one that is taken back is none; of plans
 * and estimates of a step the last word of each system counts; a correction takes the place of what its system told of
 * the step before.
 */
export function courseOf(events: readonly CourseEvent[]): Course {
  const byStep = new Map<string, CourseEvent[]>();
  for (const event of [...events].sort(asIssued)) {
    const told = byStep.get(stepOf(event)) ?? [];
    byStep.set(stepOf(event), heard(told, event));
  }
  const standing = [...byStep.values()].flat().sort(asHappened);
  const history = standing.filter(({ classifier }) => classifier === 'actual');
  const outlook = standing.filter(({ classifier }) => classifier !== 'actual');
  return { current: history.at(-1), history, outlook, milestones: milestonesOf(standing) };
}

/** What stands of a step after one more message about it, in the order of their issue. */
function heard(told: readonly CourseEvent[], event: CourseEvent): CourseEvent[] {
  const others = told.filter(({ at }) => Date.parse(at) !== Date.parse(event.at));
  if (event.functionCode === '1') return others.length < told.length ? others : told.slice(0, -1);
  if (event.classifier !== 'actual') return [event];
  const isCorrection = event.functionCode === '4' || event.functionCode === '5';
  if (isCorrection) return [...told.slice(0, -1), event];
  return [...others, event];
}

function stepOf({ list, code, classifier, system, containerNumber, wagonNumber }: CourseEvent): string {
  return [list, code, classifier, system, containerNumber, wagonNumber].join('\u001f');
}

function asIssued(a: CourseEvent, b: CourseEvent): number {
  return Date.parse(a.issuedAt) - Date.parse(b.issuedAt) || byText(a, b);
}

function asHappened(a: CourseEvent, b: CourseEvent): number {
  return Date.parse(a.at) - Date.parse(b.at) || asIssued(a, b);
}

/** Equal times are settled by content, so that the order of arrival settles nothing. */
function byText(a: CourseEvent, b: CourseEvent): number {
  const [first, second] = [textOf(a), textOf(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function textOf(event: CourseEvent): string {
  return [event.at, event.code, event.system, event.messageId, event.functionCode].join('\u001f');
}

function milestonesOf(standing: readonly CourseEvent[]): Milestone[] {
  const found = new Map<string, Milestone>();
  for (const { list, code, containerNumber, wagonNumber, classifier, at } of standing) {
    const key = [list, code, containerNumber, wagonNumber].join('\u001f');
    const before = found.get(key) ?? {
      list,
      code,
      ...(containerNumber === undefined ? {} : { containerNumber }),
      ...(wagonNumber === undefined ? {} : { wagonNumber }),
    };
    found.set(key, { ...before, [`${classifier}At`]: at });
  }
  return [...found.values()];
}
