/**
 * Our own YAML and JSON files, checked against a JSON Schema: every mistake with its line, and what was probably meant.
 * Agreements, routes, tables and rules are read with it.
 */
import type { ConfigurationProblem } from '#libs/message';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { didYouMean } from './did-you-mean.js';
import type { KeyPath, SourceFile } from './source-file.js';

/** The value of a configuration file when it obeys its schema; otherwise every mistake with its line. */
export function checkConfiguration<Value>(
  source: SourceFile,
  obeys: ValidateFunction<Value>,
): { value?: Value; problems: ConfigurationProblem[] } {
  const syntax = source.syntaxProblems();
  if (syntax.length > 0) return { problems: syntax };
  let value: unknown;
  try {
    value = source.value();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problems: [source.problem([], `YAML 语法错误：${reason}`, `YAML syntax: ${reason}`)] };
  }
  if (obeys(value)) return { value, problems: [] };
  return { problems: schemaProblems(source, obeys.errors ?? []) };
}

/** Complaints about an alternative are left out where the alternatives themselves complain. */
export function schemaProblems(source: SourceFile, errors: readonly ErrorObject[]): ConfigurationProblem[] {
  const telling = errors.filter(
    ({ keyword }) => keyword !== 'if' && keyword !== 'oneOf' && keyword !== 'anyOf',
  );
  const seen = new Set<string>();
  return (telling.length > 0 ? telling : errors).flatMap((error) => {
    const made = problemOf(source, error);
    const key = `${made.line}:${made.column}:${made.message.en}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [made];
  });
}

function problemOf(source: SourceFile, error: ErrorObject): ConfigurationProblem {
  const path = keyPath(error.instancePath);
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') {
    return unknownKey(source, path, error);
  }
  const allowed = allowedValues(error);
  if (allowed !== undefined) {
    const meant = typeof error.data === 'string' ? didYouMean(error.data, allowed) : undefined;
    const list = allowed.join(', ');
    return source.problem(
      path,
      `${place}应为 ${list} 之一${hintZh(meant)}`,
      `${place}must be one of ${list}${hintEn(meant)}`,
    );
  }
  if (error.keyword === 'required') {
    const name = String(error.params.missingProperty);
    return source.problem(path, `${place}缺少“${name}”`, `${place}"${name}" is missing`);
  }
  const said = error.message ?? error.keyword;
  return source.problem(path, `${place}不符合要求（${said}）`, `${place}${said}`);
}

function unknownKey(source: SourceFile, path: KeyPath, error: ErrorObject): ConfigurationProblem {
  const name = String(error.params.additionalProperty ?? error.params.unevaluatedProperty);
  const properties = (error.parentSchema as { properties?: object } | undefined)?.properties ?? {};
  const known = Object.keys(properties);
  const meant = didYouMean(name, known);
  const list = known.join(', ');
  return source.problem(
    [...path, name],
    `未知的键“${name}”${meant === undefined ? `，可用：${list}` : hintZh(meant)}`,
    `"${name}" is not known${meant === undefined ? `; known are ${list}` : hintEn(meant)}`,
  );
}

function allowedValues(error: ErrorObject): string[] | undefined {
  if (error.keyword !== 'enum') return undefined;
  return (error.params.allowedValues as unknown[]).map(String);
}

function hintZh(meant: string | undefined): string {
  return meant === undefined ? '' : `，是否应为“${meant}”？`;
}

function hintEn(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** A JSON pointer as keys; digits become numbers, as YAML sequences need them. */
export function keyPath(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
