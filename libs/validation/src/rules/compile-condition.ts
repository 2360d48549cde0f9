import type { KeyPath } from '#libs/checked-yaml';
import { compileComparison } from './compile-comparison.js';
import { isPresent, textOf, type Condition } from './evaluation.js';
import type { PartCompiler } from '../configuration/part-compiler.js';
import type { ConditionEntry } from './rules-file.js';
import { comparisonNames } from './rules-schema.js';

const forms = ['exists', 'absent', 'unique', 'all', 'any', 'not', 'path', ...comparisonNames] as const;

/** Turns a condition of a rules file into a closure; a mistake is kept in the compiler and gives a closure that holds. */
export function compileCondition(entry: ConditionEntry, at: KeyPath, compiler: PartCompiler): Condition {
  const given = forms.filter((form) => form in entry);
  if (given.length !== 1) {
    const list = forms.join(', ');
    compiler.fail(at, `条件必须且只能包含其中之一：${list}`, `a condition has exactly one of ${list}`);
    return () => true;
  }
  if ('exists' in entry || 'absent' in entry || 'unique' in entry)
    return compilePresence(entry, at, compiler);
  if ('all' in entry) {
    const parts = entry.all.map((part, index) => compileCondition(part, [...at, 'all', index], compiler));
    return (evaluation) => parts.every((part) => part(evaluation));
  }
  if ('any' in entry) {
    const parts = entry.any.map((part, index) => compileCondition(part, [...at, 'any', index], compiler));
    return (evaluation) => parts.some((part) => part(evaluation));
  }
  if ('not' in entry) {
    const part = compileCondition(entry.not, [...at, 'not'], compiler);
    return (evaluation) => !part(evaluation);
  }
  if ('path' in entry) return compileValueTest(entry, at, compiler);
  return compileComparison(entry, at, compiler);
}

type Presence = Extract<ConditionEntry, { exists: string } | { absent: string } | { unique: string }>;

function compilePresence(entry: Presence, at: KeyPath, compiler: PartCompiler): Condition {
  if ('exists' in entry) {
    const path = compiler.path(entry.exists, [...at, 'exists']);
    return ({ node }) => path.select(node).some(isPresent);
  }
  if ('absent' in entry) {
    const path = compiler.path(entry.absent, [...at, 'absent']);
    return ({ node }) => !path.select(node).some(isPresent);
  }
  const path = compiler.path(entry.unique, [...at, 'unique']);
  return ({ node }) => {
    const texts = path.select(node).filter(isPresent).map(textOf);
    return new Set(texts).size === texts.length;
  };
}

type ValueTest = Extract<ConditionEntry, { path: string }>;

/** Holds when something is there, and all of it passes. */
function compileValueTest(entry: ValueTest, at: KeyPath, compiler: PartCompiler): Condition {
  const path = compiler.path(entry.path, [...at, 'path']);
  const passes = valueTest(entry, at, compiler);
  return ({ node }) => {
    const found = path.select(node).filter(isPresent);
    return found.length > 0 && found.every((one) => passes(textOf(one)));
  };
}

function valueTest(entry: ValueTest, at: KeyPath, compiler: PartCompiler): (text: string) => boolean {
  const given = ['equals', 'in', 'matches'].filter((name) => name in entry);
  if (given.length !== 1) {
    compiler.fail(
      at,
      '“path”须与 equals、in、matches 之一同用',
      '"path" goes with exactly one of equals, in, matches',
    );
    return () => true;
  }
  if ('matches' in entry) return compiler.pattern(entry.matches, [...at, 'matches']);
  const allowed = new Set(('in' in entry ? entry.in : [entry.equals]).map(String));
  return (text) => allowed.has(text);
}
