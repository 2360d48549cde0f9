import { issueTexts, type IssueCode } from './issue-texts/index.js';
import { describeLocation, type Location } from './location.js';
import type { Severity } from './severity.js';

/** A fault in the data: of a closed list, located, collected and never thrown. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly location: Location;
  /** The offending value, cut to 200 characters. */
  readonly value?: string;
  readonly expected?: string;
  /** Further words for the text of this code, by the names that its text uses. */
  readonly args?: Readonly<Record<string, string | number>>;
}

export type Language = 'zh' | 'en';

const longestValue = 200;

/** Makes an issue with the severity that its code has by default. */
export function issue(
  code: IssueCode,
  location: Location,
  details: Partial<Omit<Issue, 'code' | 'location'>> = {},
): Issue {
  const value = details.value;
  return {
    code,
    severity: issueTexts[code].severity,
    location,
    ...details,
    ...(value !== undefined && value.length > longestValue
      ? { value: `${value.slice(0, longestValue)}…` }
      : {}),
  };
}

/** The sentence for people, with its place in front: `/KHDD/DDH, line 3:8: "x" is not ...`. */
export function describeIssue(fault: Issue, language: Language): string {
  const place = describeLocation(fault.location, language);
  const words: Record<string, string | number | undefined> = {
    ...fault.args,
    value: fault.value,
    expected: fault.expected,
  };
  const sentence = issueTexts[fault.code][language].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(words[name] ?? '?'),
  );
  return place === '' ? sentence : `${place}${language === 'zh' ? '：' : ': '}${sentence}`;
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((fault) => fault.severity === 'error');
}
