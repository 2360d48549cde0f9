import type { MessageModel, ObjectType } from '#libs/canonical';

interface Check {
  readonly path: string;
  readonly codeList?: string;
  readonly identifier?: string;
}

/** A doubtful telephone number is no reason to refuse a message. */
const mild: ReadonlySet<string> = new Set(['phone']);

/**
 * The code lists and identifiers that the fields name, as rules; undefined when there are none. The paths are the same
 * for the JSON and the XML form.
 */
export function rulesOf(model: MessageModel): string | undefined {
  const checks = checksOf(model.root, '');
  if (checks.length === 0) return undefined;
  const codes = checks.filter(({ codeList }) => codeList !== undefined);
  const identifiers = checks.filter(({ identifier }) => identifier !== undefined);
  return [
    `# Generated from ${model.version}.schema.json by "npm run schemas".`,
    ...section('codes', codes, ({ path, codeList }) => `{ path: ${path}, list: ${codeList} }`),
    ...section('identifiers', identifiers, ({ path, identifier = '' }) => {
      const severity = mild.has(identifier) ? ', severity: warning' : '';
      return `{ path: ${path}, identifier: ${identifier}${severity} }`;
    }),
    '',
  ].join('\n');
}

function checksOf(type: ObjectType, prefix: string): Check[] {
  return type.fields.flatMap(({ name, type: inner, codeList, identifier }) => {
    const path = prefix + name;
    const own = codeList !== undefined || identifier !== undefined ? [{ path, codeList, identifier }] : [];
    return inner.kind === 'object' ? [...own, ...checksOf(inner, `${path}/`)] : own;
  });
}

function section(name: string, checks: readonly Check[], line: (check: Check) => string): string[] {
  return checks.length === 0 ? [] : [`${name}:`, ...checks.map((check) => `  - ${line(check)}`)];
}
