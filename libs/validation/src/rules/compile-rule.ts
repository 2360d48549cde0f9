import type { KeyPath } from '#libs/checked-yaml';
import type { DocumentNode } from '#libs/message';
import { compileCondition } from './compile-condition.js';
import { isPresent, type Check } from './evaluation.js';
import type { IssueReporter } from './issue-reporter.js';
import type { PartCompiler } from '../configuration/part-compiler.js';
import type { RuleEntry } from './rules-file.js';

/** Nodes that one rule looks at in one document. */
const mostNodes = 10_000;

/** A cross-field rule: for each node, unless `when` fails, `assert` must hold; otherwise `rule-violated` at `at`. */
export function compileRule(entry: RuleEntry, place: KeyPath, compiler: PartCompiler): Check {
  const each = entry.each === undefined ? undefined : compiler.path(entry.each, [...place, 'each']);
  const at = entry.at === undefined ? undefined : compiler.path(entry.at, [...place, 'at']);
  const when =
    entry.when === undefined ? () => true : compileCondition(entry.when, [...place, 'when'], compiler);
  const assert = compileCondition(entry.assert, [...place, 'assert'], compiler);
  return (root, reporter) => {
    const nodes = each === undefined ? [root] : each.select(root);
    if (nodes.length > mostNodes) {
      reporter.report('check-limit', root, { expected: `${mostNodes} (${entry.id})` });
    }
    for (const node of nodes.slice(0, mostNodes)) {
      const evaluation = { node, reporter };
      if (!when(evaluation) || assert(evaluation)) continue;
      const found = at?.select(node) ?? [];
      reportViolation(entry, found.find(isPresent) ?? found[0] ?? node, reporter);
    }
  };
}

function reportViolation(entry: RuleEntry, node: DocumentNode, reporter: IssueReporter): void {
  const said = (text: string): string => text.replaceAll('{value}', () => (node.text ?? '').slice(0, 200));
  reporter.report('rule-violated', node, {
    ...(entry.severity === undefined ? {} : { severity: entry.severity }),
    args: { rule: entry.id, zh: said(entry.zh), en: said(entry.en) },
  });
}
