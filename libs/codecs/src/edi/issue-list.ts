import { issue, type Issue } from '#libs/message';

const mostIssues = 1000;

/** Faults as they are found, no more than people can use: damaged input may have one in every byte. */
export class IssueList {
  private found: Issue[] = [];

  add(...faults: readonly Issue[]): void {
    for (const fault of faults) if (this.found.length <= mostIssues) this.found.push(fault);
  }

  /** What has been added since the last time, in the order of its place in the file. */
  take(): Issue[] {
    const taken = this.found;
    this.found = [];
    const isCut = taken.length > mostIssues;
    if (isCut) taken.length = mostIssues;
    taken.sort((one, other) => (one.location.offset ?? Infinity) - (other.location.offset ?? Infinity) || 0);
    return isCut ? [...taken, issue('more-issues', {}, { expected: String(mostIssues) })] : taken;
  }
}
