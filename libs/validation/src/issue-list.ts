import { issue, type Issue } from '#libs/message';

/**
 * The issues of all layers in the order of their places in the source, the same ones told once, at most `most` of them:
 * then one more says that there are more.
 */
export function issueList(issues: readonly Issue[], most: number): Issue[] {
  const ordered = issues
    .map((fault, at) => ({ fault, at }))
    .sort((left, right) => byPlace(left.fault, right.fault) || left.at - right.at)
    .map(({ fault }) => fault);
  const seen = new Set<string>();
  const told: Issue[] = [];
  for (const fault of ordered) {
    const key = JSON.stringify([fault.code, fault.location, fault.value, fault.expected, fault.args]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (told.length === most) return [...told, issue('more-issues', {}, { expected: String(most) })];
    told.push(fault);
  }
  return told;
}

function byPlace(left: Issue, right: Issue): number {
  const [one, other] = [left.location, right.location];
  return order(one.line, other.line) || order(one.column, other.column) || order(one.offset, other.offset);
}

function order(left: number | undefined, right: number | undefined): number {
  return (left ?? 0) - (right ?? 0);
}
