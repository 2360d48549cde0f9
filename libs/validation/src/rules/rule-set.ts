import { checkConfiguration, onFirstUse, SourceFile } from '#libs/checked-yaml';
import { readFileSync } from 'node:fs';
import type { CodeLists } from '#libs/base-data';
import { issue, locationOf, type ConfigurationProblem, type Document, type Issue } from '#libs/message';
import { documentSize } from '../document-size.js';
import { createAjv } from '../json-schema/create-ajv.js';
import type { Layer } from '../layer.js';
import { compileRule } from './compile-rule.js';
import { compileCode, compileDate, compileIdentifier } from './compile-value-checks.js';
import type { Check } from './evaluation.js';
import { IssueReporter } from './issue-reporter.js';
import { PartCompiler } from '../configuration/part-compiler.js';
import type { RulesFile } from './rules-file.js';
import { rulesSchema } from './rules-schema.js';

const obeys = onFirstUse(() => createAjv(true).compile<RulesFile>(rulesSchema));
const deepestNode = 200;

/** The rules, code checks, identifier checks and date checks of one `.rules.yaml`, compiled once to closures. */
export class RuleSet implements Layer {
  private constructor(private readonly checks: readonly Check[]) {}

  static compile(
    file: string,
    codeLists?: CodeLists,
  ): { schema?: RuleSet; problems: ConfigurationProblem[] } {
    const source = new SourceFile(file, readFileSync(file, 'utf8'));
    const { value, problems } = checkConfiguration(source, obeys());
    if (value === undefined) return { problems };
    const compiler = new PartCompiler(source, value.namespaces);
    const checks = [
      ...(value.dates ?? []).map((entry, at) => compileDate(entry, ['dates', at], compiler)),
      ...(value.identifiers ?? []).map((entry, at) =>
        compileIdentifier(entry, ['identifiers', at], compiler),
      ),
      ...(value.codes ?? []).map((entry, at) => compileCode(entry, ['codes', at], compiler, codeLists)),
      ...(value.rules ?? []).map((entry, at) => compileRule(entry, ['rules', at], compiler)),
    ];
    if (compiler.problems.length > 0) return { problems: compiler.problems };
    return { schema: new RuleSet(checks), problems: [] };
  }

  /** What the rules have to say. In a file of records they speak of each record. */
  validate(document: Document): Issue[] {
    const { root, format } = document;
    if (documentSize(root).deepest > deepestNode) {
      return [issue('input-too-deep', locationOf(root, format), { expected: String(deepestNode) })];
    }
    const reporter = new IssueReporter(format);
    const isFile = root.name === 'records' && (format === 'csv' || format === 'fixed-width');
    for (const subject of isFile ? root.children : [root]) {
      for (const check of this.checks) check(subject, reporter);
    }
    return reporter.issues;
  }
}
