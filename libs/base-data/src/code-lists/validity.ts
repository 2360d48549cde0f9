/** A span of days, both ends inclusive; dates are `yyyy-mm-dd`, which sort as text. */
export interface Validity {
  readonly validFrom?: string;
  readonly validTo?: string;
}

/** Without a day nothing is asked: every span is valid. A time after the date is ignored. */
export function isValidAt(span: Validity, at: string | undefined): boolean {
  if (at === undefined) return true;
  const day = at.slice(0, 10);
  return (
    (span.validFrom === undefined || span.validFrom <= day) &&
    (span.validTo === undefined || day <= span.validTo)
  );
}

export function overlaps(one: Validity, other: Validity): boolean {
  return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one);
}

function startsBeforeEndOf(one: Validity, other: Validity): boolean {
  return one.validFrom === undefined || other.validTo === undefined || one.validFrom <= other.validTo;
}

/** Orders versions of one code from the oldest to the newest. */
export function byStart(one: Validity, other: Validity): number {
  const [first, second] = [one.validFrom ?? '', other.validFrom ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** True for `yyyy-mm-dd` of a day that exists. */
export function isCalendarDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
