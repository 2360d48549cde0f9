import type { DocumentNode, ScalarType } from '#libs/message';
import { Refusal, type CombiningFunction, type Parameters } from '../functions/mapping-function.js';
import { readParameters } from '../functions/read-parameters.js';
import { combiningFunctions } from '../functions/registry.js';
import type { YamlItem } from '../file/yaml-tree.js';
import { decimalText } from '../numbers/decimal.js';
import { writtenNumber } from '../numbers/written-number.js';
import { LimitReached, type Run } from '../run/run.js';
import { failed, isBlank, longestText, type Value } from '../run/value.js';
import { noSource, type Evaluate, type Source } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compileInputs, type Inputs } from './inputs.js';

/** `sum: path`, `join: { of: [...], with: '; ' }`. */
export function compileCombinedSource(name: string, item: YamlItem, compilation: Compilation): Source {
  const declared = combiningFunctions.get(name)!;
  let of: YamlItem | undefined = item;
  let each: YamlItem | undefined;
  let parameters: Parameters = readParameters(declared, new Map(), item, compilation.problems);
  if (item.kind === 'fields') {
    const given = new Map([...item.fields].filter(([key]) => key !== 'of' && key !== 'each'));
    parameters = readParameters(declared, given, item, compilation.problems, ['of', 'each']);
    of = item.fields.get('of')?.value;
    each = item.fields.get('each')?.value;
  }
  if (of === undefined) {
    compilation.problems.add(item, `${name} 缺少“of”。`, `"${name}" needs "of": a path or a list of rules.`);
    return noSource;
  }
  const inputs = compileInputs(of, each, compilation, declared.inputs === 'nodes');
  const one: Evaluate = (run, at) => combine(declared, parameters, inputs, run, at);
  return {
    one,
    all: (run, at) => [one(run, at)].filter((value) => value !== undefined),
    placeOfMissing: inputs.placeOfMissing,
  };
}

function combine(
  declared: CombiningFunction,
  parameters: Parameters,
  inputs: Inputs,
  run: Run,
  at: DocumentNode,
): Value | undefined {
  const { values: found, complete } = inputs.read(run, at);
  const counted = declared.inputs === 'nodes';
  const values = counted ? found : found.filter((value) => value === failed || !isBlank(value.text));
  if (values.includes(failed)) return failed;
  const incomplete = !complete || values.length < found.length;
  if (declared.missing === 'decisive' && (incomplete || values.length === 0)) return undefined;
  if (values.length === 0 && declared.name !== 'count') return undefined;
  const texts =
    declared.inputs === 'decimal' ? readDecimals(values, run, at) : values.map((value) => value.text);
  if (texts === undefined) return failed;
  const result = declared.run(texts, parameters);
  if (result instanceof Refusal) {
    run.refuse('value-not-convertible', values.at(-1)!, at, { expected: result.expected });
    return failed;
  }
  return result === undefined ? undefined : combinedValue(run, result, declared.result, values);
}

/** The texts as numbers write them; reports every one that is not a number. */
function readDecimals(values: readonly Value[], run: Run, at: DocumentNode): string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    const text = decimalText(writtenNumber(value.text, run.document.format));
    if (text === undefined) run.refuse('value-not-convertible', value, at, { expected: 'decimal' });
    else texts.push(text);
  }
  return texts.length === values.length ? texts : undefined;
}

/** One value out of several, with all their nodes for lineage. */
export function combinedValue(run: Run, text: string, type: ScalarType, values: readonly Value[]): Value {
  if (text.length > longestText) throw new LimitReached(`${longestText} characters in one value`);
  run.step(1 + (text.length >> 10));
  const nodes = values.flatMap((value) => value.nodes ?? value.node ?? []);
  return { text, type, node: nodes[0], nodes };
}
