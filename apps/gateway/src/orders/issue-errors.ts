import { describeIssue, type Issue } from '#libs/message';
import { faultWords } from '../problem.js';
import type { RequestError } from '../conventions/schema-errors.js';

const mostErrors = 200;

/** An `Issue` as one of the `errors` of an answer: its place in the body, its code and its words. */
export type IssueError = RequestError & {
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly line?: number;
};

export function issueErrors(issues: readonly Issue[]): IssueError[] {
  return issues.slice(0, mostErrors).map((fault) => {
    const { path, line } = fault.location;
    return {
      ...(path === undefined ? {} : { pointer: `#${encodeURI(path)}` }),
      ...(line === undefined ? {} : { line }),
      code: fault.code,
      severity: fault.severity,
      ...faultWords(describeIssue(fault, 'zh'), describeIssue(fault, 'en')),
    };
  });
}
