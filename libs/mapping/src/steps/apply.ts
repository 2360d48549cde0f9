import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import type { YamlField, YamlItem } from '../file/yaml-tree.js';
import { Refusal, type FunctionResult, type TextFunction } from '../functions/mapping-function.js';
import { readParameters } from '../functions/read-parameters.js';
import { textFunctions } from '../functions/registry.js';
import { LimitReached } from '../run/run.js';
import { longestText, failed, withText } from '../run/value.js';

type Apply = (text: string) => FunctionResult;

/** `apply: [trim, { padLeft: { length: 5 } }]` */
export function compileApply(fields: FieldReader, compilation: Compilation): Step | undefined {
  const items = fields.list('apply');
  if (items === undefined) return undefined;
  const functions = items
    .map((item) => compileFunction(item, compilation))
    .filter((one) => one !== undefined);
  return (value, run, at) => {
    let text: string = value.text;
    for (const apply of functions) {
      const result = apply(text);
      if (result === undefined) return undefined;
      if (result instanceof Refusal) {
        run.refuse('value-not-convertible', value, at, { expected: result.expected });
        return failed;
      }
      if (result.length > longestText) throw new LimitReached(`${longestText} characters in one value`);
      run.step(1 + (result.length >> 10));
      text = result;
    }
    return text === value.text ? value : withText(value, text, 'string');
  };
}

function compileFunction(item: YamlItem, compilation: Compilation): Apply | undefined {
  const { problems } = compilation;
  if (item.kind === 'scalar') {
    const declared = findFunction(item.text, item, compilation);
    if (declared === undefined) return undefined;
    const parameters = readParameters(declared, new Map(), item, problems);
    return (text) => declared.run(text, parameters);
  }
  if (item.kind !== 'fields' || item.fields.size !== 1) {
    problems.add(
      item,
      '此处应为函数名，或 { 函数名: 参数 }。',
      'Here the name of a function is expected, or { name: parameters }.',
    );
    return undefined;
  }
  const [name, field] = [...item.fields][0]!;
  const declared = findFunction(name, field.key, compilation);
  if (declared === undefined) return undefined;
  const parameters = readParameters(declared, parameterFields(declared, field), field.key, problems);
  return (text) => declared.run(text, parameters);
}

/** `{ stripPrefix: 'No.' }` gives the one parameter that the function's shorthand names. */
function parameterFields(declared: TextFunction, { key, value }: YamlField): ReadonlyMap<string, YamlField> {
  if (value.kind === 'fields') return value.fields;
  return new Map([[declared.shorthand ?? '', { key, value }]]);
}

function findFunction(
  name: string,
  place: YamlItem | YamlField['key'],
  { problems }: Compilation,
): TextFunction | undefined {
  const declared = textFunctions.get(name);
  if (declared === undefined) {
    problems.addUnknown(place, name, { zh: '文本函数', en: 'a text function' }, [...textFunctions.keys()]);
  }
  return declared;
}
