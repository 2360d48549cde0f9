import type { CodeLists } from '#libs/base-data';
import type { StoredRecord } from '#libs/customers';
import type { Course, CourseEvent, Milestone, TrackingKey } from '#libs/tracking';

/** A course as the interface shows it: codes with their names, and which records it was read from. */
export function courseView(
  key: TrackingKey,
  records: readonly StoredRecord[],
  { current, history, outlook, milestones }: Course,
  codeLists: CodeLists,
): object {
  const named = <Part extends Pick<CourseEvent | Milestone, 'list' | 'code'>>(part: Part) => {
    const { zh = part.code, en = part.code } = codeLists.find(part.list, part.code) ?? {};
    return { ...part, name: { zh, en } };
  };
  return {
    key,
    ...(current === undefined ? {} : { current: named(current) }),
    milestones: milestones.map(named),
    history: history.map(named),
    outlook: outlook.map(named),
    records: records
      .filter(({ kind }) => kind !== 'transport-status' && kind !== 'equipment-event')
      .map(({ kind, system, number, asOf, messageId }) => ({ kind, system, number, asOf, messageId })),
  };
}
