import { fromPlainValue, toPlainValue, type FormatName, type Issue } from '#libs/message';
import { compileMapping } from '../compile-mapping.js';
import type { Mapping, MappingContext, MappingResult } from '../mapping.js';
import { exampleCodeLists } from './example-code-lists.js';
import { elementOfPlain } from './plain-element.js';

export const exampleContext: MappingContext = {
  codeLists: exampleCodeLists,
  sender: 'sys-1',
  receiver: 'sys-2',
  now: '2025-06-01T00:00:00Z',
};

/** Compiles `map:` and what else a test gives, with a JSON source and target unless it says otherwise. */
export function compileExample(body: string): Mapping {
  const side = (key: string): string =>
    new RegExp(`^${key}:`, 'm').test(body) ? '' : `${key}: { format: json }\n`;
  const text = `name: example\n${side('from')}${side('to')}${body}`;
  const { mapping, problems } = compileMapping(text, { file: 'example.yaml' });
  if (mapping === undefined) throw new Error(problems.map((one) => one.message.en).join('\n'));
  return mapping;
}

export function runExample(
  mapping: Mapping,
  given: unknown,
  context: Partial<MappingContext> = {},
): MappingResult {
  const format: FormatName = mapping.from.format;
  const [name = '', content] = Object.entries(given as object)[0] ?? [];
  const root = format === 'json' ? fromPlainValue(given) : elementOfPlain(content, name);
  return mapping.run({ format, charset: 'utf-8', root }, { ...exampleContext, ...context });
}

/** What the rule makes of the given message: the value of the target `x`, and the codes and places of the issues. */
export function valueOf(rule: string, given: unknown): { x: unknown; issues: string[] } {
  const { documents, issues } = runExample(compileExample(`map:\n  x: ${rule}`), given);
  const target = toPlainValue(documents[0]!.document.root) as { x?: unknown };
  return { x: target.x, issues: issues.map(shortIssue) };
}

export function shortIssue({ code, location }: Issue): string {
  return `${code} ${location.path ?? ''}`;
}
