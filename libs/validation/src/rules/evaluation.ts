import type { DocumentNode } from '#libs/message';
import type { IssueReporter } from './issue-reporter.js';

/** One look at one node of one document. */
export interface Evaluation {
  /** The node that the paths of the condition start from. */
  readonly node: DocumentNode;
  /** Takes a date that does not exist, whatever the comparison means to the rule. */
  readonly reporter: IssueReporter;
}

/** A compiled condition. */
export type Condition = (evaluation: Evaluation) => boolean;

/** A compiled entry of a rules file. */
export type Check = (root: DocumentNode, reporter: IssueReporter) => void;

/** The text of a leaf without the space around it; empty for everything else. */
export function textOf(node: DocumentNode): string {
  return (node.text ?? '').trim();
}

/** Something is there: a leaf with text, or a branch with children. */
export function isPresent(node: DocumentNode): boolean {
  return node.kind === 'value' ? node.type !== 'null' && textOf(node) !== '' : node.children.length > 0;
}
