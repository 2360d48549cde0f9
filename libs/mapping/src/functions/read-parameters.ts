import type { Problems } from '../file/problems.js';
import type { YamlField, YamlScalar } from '../file/yaml-tree.js';
import type { YamlPlace } from '../file/yaml-place.js';
import type { MappingFunction, Parameter, Parameters } from './mapping-function.js';

/**
 * Checks what a file gives a function against its declaration and fills in the defaults.
 *
 * @param otherKeys keys that stand beside the parameters, for the list of what there is
 */
export function readParameters(
  declared: MappingFunction,
  given: ReadonlyMap<string, YamlField>,
  place: YamlPlace,
  problems: Problems,
  otherKeys: readonly string[] = [],
): Parameters {
  const names = Object.keys(declared.parameters);
  const what = { zh: `函数 ${declared.name} 的参数`, en: `a parameter of ${declared.name}` };
  for (const [name, field] of given) {
    if (!names.includes(name)) problems.addUnknown(field.key, name, what, [...otherKeys, ...names]);
  }
  const values: Record<string, string | number | boolean> = {};
  for (const [name, parameter] of Object.entries(declared.parameters)) {
    const item = given.get(name)?.value;
    if (item !== undefined && item.kind === 'scalar' && fits(item, parameter)) {
      values[name] = parameter.type === 'text' ? item.text : item.value!;
    } else if (item !== undefined) {
      const wanted = describe(parameter);
      problems.add(item, `参数“${name}”应为${wanted.zh}。`, `The parameter "${name}" must be ${wanted.en}.`);
    } else if (parameter.default !== undefined) {
      values[name] = parameter.default;
    } else {
      problems.add(
        place,
        `函数 ${declared.name} 缺少参数“${name}”（${parameter.zh}）。`,
        `The function ${declared.name} needs the parameter "${name}" (${parameter.en}).`,
      );
    }
  }
  return values;
}

function fits({ value, text }: YamlScalar, parameter: Parameter): boolean {
  const { minimum = -Infinity, maximum = Infinity } = parameter;
  switch (parameter.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
    case 'text':
      return value !== null && text.length >= Math.max(minimum, 0) && text.length <= Math.min(maximum, 1_000);
  }
}

function describe({ type, minimum, maximum }: Parameter): { zh: string; en: string } {
  if (type === 'boolean') return { zh: ' true 或 false', en: 'true or false' };
  if (type === 'text') {
    const least = minimum ?? 0;
    const most = maximum ?? 1_000;
    return { zh: ` ${least} 至 ${most} 个字符的文本`, en: `a text of ${least} to ${most} characters` };
  }
  return { zh: ` ${minimum} 至 ${maximum} 的整数`, en: `a whole number from ${minimum} to ${maximum}` };
}
