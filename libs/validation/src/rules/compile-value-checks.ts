import { didYouMean, type KeyPath } from '#libs/checked-yaml';
import { identifiers, type CodeLists } from '#libs/base-data';
import type { DocumentNode, IssueCode, Path } from '#libs/message';
import { isPresent, textOf, type Check } from './evaluation.js';
import type { PartCompiler } from '../configuration/part-compiler.js';
import type { CodeEntry, DateEntry, IdentifierEntry } from './rules-file.js';

/** What is wrong with one value, if anything. */
type Finding = { code: IssueCode; expected: string; args?: Record<string, string> } | undefined;

/** Nodes of one path that are looked at in one document. */
const mostNodes = 100_000;

function valueCheck(
  path: Path,
  entry: CodeEntry | IdentifierEntry | DateEntry,
  judge: (node: DocumentNode) => Finding,
): Check {
  const severity = entry.severity === undefined ? {} : { severity: entry.severity };
  return (root, reporter) => {
    const nodes = path.select(root);
    if (nodes.length > mostNodes) {
      reporter.report('check-limit', root, { expected: `${mostNodes} (${entry.path})` });
    }
    for (const node of nodes.slice(0, mostNodes)) {
      const finding = isPresent(node) ? judge(node) : undefined;
      if (finding === undefined) continue;
      const { code, ...details } = finding;
      reporter.report(code, node, { ...details, ...severity });
    }
  };
}

/** A code must be in its list, or stand in the sender's cross-reference, and be valid on the day of the message. */
export function compileCode(
  entry: CodeEntry,
  at: KeyPath,
  compiler: PartCompiler,
  lists: CodeLists | undefined,
): Check {
  const path = compiler.path(entry.path, [...at, 'path']);
  const dayPath = entry.at === undefined ? undefined : compiler.path(entry.at, [...at, 'at']);
  const dayFormat = compiler.dateFormat(entry.format ?? 'iso', [...at, 'format']);
  if (lists === undefined) {
    compiler.fail(at, '没有提供代码表', 'no code lists were given to check codes against');
    return () => undefined;
  }
  if (!lists.hasList(entry.list)) unknownList(entry.list, [...at, 'list'], compiler, lists);
  const dayOf = (node: DocumentNode): string | undefined => {
    const day = dayPath?.select(node).find(isPresent);
    const reading = day === undefined ? undefined : dayFormat.read(textOf(day));
    return reading?.kind === 'moment' ? reading.date : undefined;
  };
  return valueCheck(path, entry, (node) => {
    const [code, day] = [textOf(node), dayOf(node)];
    if (isListed(lists, entry, code, day)) return undefined;
    if (day !== undefined && isListed(lists, entry, code)) {
      return { code: 'code-not-valid-then', expected: entry.list, args: { date: day } };
    }
    return { code: 'code-not-listed', expected: entry.list };
  });
}

function isListed(lists: CodeLists, { list, from, by }: CodeEntry, code: string, day?: string): boolean {
  if (from !== undefined) return lists.toStandard(list, from, code, day) !== undefined;
  if (by !== undefined) return lists.findBy(list, by, code, day) !== undefined;
  return lists.find(list, code, day) !== undefined;
}

function unknownList(name: string, at: KeyPath, compiler: PartCompiler, lists: CodeLists): void {
  const meant = didYouMean(name, lists.names());
  compiler.fail(
    at,
    `没有代码表“${name}”${meant === undefined ? '' : `，是否应为“${meant}”？`}`,
    `there is no code list "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
  );
}

/** An identifier must have its form and its check digit. */
export function compileIdentifier(entry: IdentifierEntry, at: KeyPath, compiler: PartCompiler): Check {
  const identifier = identifiers[entry.identifier];
  return valueCheck(compiler.path(entry.path, [...at, 'path']), entry, (node) => {
    const result = identifier.check(textOf(node));
    if (result.ok) return undefined;
    if (result.reason === 'malformed') return { code: 'identifier-malformed', expected: entry.identifier };
    return { code: 'check-digit-wrong', expected: result.expected, args: { identifier: entry.identifier } };
  });
}

/** A date must have its form and exist. */
export function compileDate(entry: DateEntry, at: KeyPath, compiler: PartCompiler): Check {
  const format = compiler.dateFormat(entry.format, [...at, 'format']);
  return valueCheck(compiler.path(entry.path, [...at, 'path']), entry, (node) => {
    const { kind } = format.read(textOf(node));
    if (kind === 'moment') return undefined;
    return { code: kind === 'impossible' ? 'date-impossible' : 'value-pattern', expected: format.text };
  });
}
