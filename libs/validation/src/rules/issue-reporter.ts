import {
  issue,
  locationOf,
  type FormatName,
  type DocumentNode,
  type Issue,
  type IssueCode,
} from '#libs/message';

/** Finding the place of an issue walks over the siblings of its node, so there is an end to it. */
const mostIssues = 2000;

/** Takes what the checks of one document find. */
export class IssueReporter {
  readonly issues: Issue[] = [];

  constructor(private readonly format: FormatName) {}

  /** Keeps an issue at a node, with the node's text as its value. */
  report(code: IssueCode, node: DocumentNode, details: Partial<Omit<Issue, 'code' | 'location'>>): void {
    if (this.issues.length >= mostIssues) return;
    const value = node.kind === 'value' ? { value: (node.text ?? '').trim() } : {};
    this.issues.push(issue(code, locationOf(node, this.format), { ...value, ...details }));
  }
}
