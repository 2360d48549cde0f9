import { describeIssue, type Issue } from '#libs/message';
import type { ExpectedIssue } from './mapping-test.js';

/** Expected issues that did not come and issues that nobody expected, a sentence each; their order does not count. */
export function compareIssues(expected: readonly ExpectedIssue[], found: readonly Issue[]): string[] {
  const left = [...found];
  const failures: string[] = [];
  for (const one of expected) {
    const index = left.findIndex((issue) => isExpected(issue, one));
    if (index >= 0) left.splice(index, 1);
    else failures.push(`The issue ${describeExpected(one)} did not come.`);
  }
  for (const issue of left) failures.push(`Unexpected issue ${issue.code}: ${describeIssue(issue, 'en')}`);
  return failures;
}

function isExpected(issue: Issue, expected: ExpectedIssue): boolean {
  return (
    issue.code === expected.code &&
    (expected.at === undefined || issue.location.path === expected.at) &&
    (expected.value === undefined || issue.value === expected.value) &&
    (expected.severity === undefined || issue.severity === expected.severity)
  );
}

function describeExpected({ code, at, value, severity }: ExpectedIssue): string {
  const details = [
    at === undefined ? '' : ` at ${at}`,
    value === undefined ? '' : ` of "${value}"`,
    severity === undefined ? '' : ` (${severity})`,
  ];
  return code + details.join('');
}
