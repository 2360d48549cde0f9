import type { FormatName } from '#libs/message';
import type { Problems } from '../file/problems.js';
import type { YamlField, YamlItem } from '../file/yaml-tree.js';
import type { YamlPlace } from '../file/yaml-place.js';
import type { BranchPlace, RulePlace } from '../run/places.js';
import type { Condition, TargetName, TargetRule, ValueRule } from './compiled.js';
import { VariableScope, type Variable } from './scope.js';

/** What is known of the code lists and formats around a file, so that misspelt names can be told; all optional. */
export interface KnownNames {
  readonly codeLists?: readonly string[];
  /** Element, column or property names that the source can have. */
  readonly sourceNames?: readonly string[];
  /** Names that the target can have. */
  readonly targetNames?: readonly string[];
}

export interface CompilationSettings {
  readonly file: string;
  readonly problems: Problems;
  readonly known: KnownNames;
  readonly sourceNamespaces: Readonly<Record<string, string>>;
  readonly targetFormat: FormatName;
  readonly targetNamespaces: Readonly<Record<string, string>>;
  readonly fragments: ReadonlyMap<string, YamlField>;
}

/**
 * The compilers of the three kinds of rule that contain each other. They meet here and nowhere else, so that the file of
 * each kind needs to know only those below it.
 */
export interface Grammar {
  target(item: YamlItem, name: TargetName, compilation: Compilation): TargetRule;
  value(item: YamlItem, compilation: Compilation): ValueRule;
  condition(item: YamlItem, compilation: Compilation): Condition;
}

const mostRules = 20_000;

/** The state of compiling one file: what is declared, what was found, and which slots are given out. */
export class Compilation {
  readonly rules: RulePlace[] = [];
  readonly branches: BranchPlace[] = [];
  readonly problems: Problems;
  /** Names of the fragments being expanded, outermost first. */
  readonly expanding: string[] = [];
  scope = new VariableScope();
  /** Set by the file's header before any rule is compiled. */
  zone: string | ValueRule = 'Asia/Shanghai';
  slotCount = 0;
  private ruleCount = 0;

  constructor(
    readonly settings: CompilationSettings,
    private readonly grammar: Grammar,
  ) {
    this.problems = settings.problems;
  }

  /** Compiles what stands behind a target name. */
  target(item: YamlItem, name: TargetName): TargetRule {
    return this.grammar.target(item, name, this);
  }

  /** Compiles a rule that gives one value. */
  value(item: YamlItem): ValueRule {
    return this.grammar.value(item, this);
  }

  condition(item: YamlItem): Condition {
    return this.grammar.condition(item, this);
  }

  /** False when the file has grown past all measure by fragments that use fragments. */
  admitRule(place: YamlPlace): boolean {
    if (++this.ruleCount === mostRules) {
      this.problems.add(
        place,
        `展开片段后规则超过 ${mostRules} 条。`,
        `More than ${mostRules} rules after the fragments are expanded.`,
      );
    }
    return this.ruleCount < mostRules;
  }

  declare(name: string, kind: Variable['kind']): Variable {
    const variable = { slot: this.slotCount++, kind };
    this.scope.declare(name, variable);
    return variable;
  }

  /** Compiles something that may declare variables of its own. */
  within<T>(compile: () => T): T {
    const outer = this.scope;
    this.scope = new VariableScope(outer);
    try {
      return compile();
    } finally {
      this.scope = outer;
    }
  }

  rulePlace(item: YamlItem, target: string): RulePlace {
    const { line, column, keyPath } = item;
    const place = { line, column, keyPath, file: this.settings.file, target };
    this.rules.push(place);
    return place;
  }

  branch(place: YamlPlace, what: string): BranchPlace {
    const branch = { line: place.line, column: place.column, keyPath: place.keyPath, what };
    this.branches.push(branch);
    return branch;
  }
}
