import { UsageMistake } from './mistake.js';

/** A time in ISO 8601, as its moment; without one, now. @throws UsageMistake when it is none */
export function requiredMoment(text: string | undefined): string {
  if (text === undefined) return new Date().toISOString();
  const moment = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(moment)) return new Date(moment).toISOString();
  throw new UsageMistake({ zh: `“${text}”不是 ISO 8601 时间。`, en: `"${text}" is not a time in ISO 8601.` });
}
