import type {
  CombiningFunction,
  MappingFunction,
  Parameter,
  Parameters,
  TextFunction,
} from './functions/mapping-function.js';
import { combiningFunctions, textFunctions } from './functions/registry.js';

/** The text of `docs/reference/mapping-functions.md`, made from the functions' declarations. */
export function mappingFunctionsReference(): string {
  return [
    '# Mapping functions 映射函数',
    '',
    '<!-- Generated from libs/mapping/src/functions. Do not edit. -->',
    '',
    'The grammar that they stand in is described in [Writing a mapping](../mapping.md). Every example here is a test.',
    '',
    '## Text functions 文本函数: `apply`',
    ...[...textFunctions.values()].flatMap(describeText),
    '',
    '## Combining functions 合并函数: sources of a rule',
    ...[...combiningFunctions.values()].flatMap(describeCombining),
    '',
  ].join('\n');
}

function describeText(declared: TextFunction): string[] {
  const rows = declared.examples.map(({ with: given, input, output }) => [
    code(callOf(declared, given)),
    code(input),
    output === undefined ? '(nothing)' : code(output),
  ]);
  return [...head(declared), ...table(['apply', 'text', 'gives'], rows)];
}

function describeCombining(declared: CombiningFunction): string[] {
  const rows = declared.examples.map(({ with: given, inputs, output }) => [
    given === undefined ? '' : code(JSON.stringify(given)),
    inputs.map(code).join(', '),
    output === undefined ? '(nothing)' : code(output),
  ]);
  return [...head(declared), ...table(['parameters', 'values', 'gives'], rows)];
}

function head({ name, summary, parameters }: MappingFunction): string[] {
  const rows = Object.entries(parameters).map(([parameter, declared]) => [
    code(parameter),
    describeType(declared),
    `${declared.zh}; ${declared.en}`,
  ]);
  const list = rows.length === 0 ? [] : table(['parameter', 'type', 'meaning'], rows);
  return ['', `### ${name}`, '', `${summary.zh} ${summary.en}`, ...list];
}

function describeType(parameter: Parameter): string {
  const range = [parameter.minimum, parameter.maximum].some((bound) => bound !== undefined)
    ? ` ${parameter.minimum ?? 0}..${parameter.maximum ?? ''}`
    : '';
  const usual =
    parameter.default === undefined ? ', required' : `, default ${code(JSON.stringify(parameter.default))}`;
  return `${parameter.type}${range}${usual}`;
}

function callOf({ name, shorthand }: MappingFunction, given: Parameters | undefined): string {
  if (given === undefined) return name;
  const entries = Object.entries(given);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0] === shorthand) {
    return `{ ${name}: ${JSON.stringify(only[1])} }`;
  }
  return `{ ${name}: { ${entries.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')} } }`;
}

function table(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return ['', line(names), line(names.map(() => '---')), ...rows.map(line)];
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|').replaceAll('\t', '→')}\``;
}
