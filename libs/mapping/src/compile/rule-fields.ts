import type { YamlField, YamlFields, YamlItem } from '../file/yaml-tree.js';
import type { Compilation } from './compilation.js';
import { asFields, FieldReader } from './read-fields.js';

/** The fields of a rule: a path or a list of paths stands for `from`, and `use` is replaced by its fragment. */
export function expandRule(item: YamlItem, compilation: Compilation): FieldReader | undefined {
  if (!compilation.admitRule(item)) return undefined;
  const { problems } = compilation;
  if (item.kind === 'list' || (item.kind === 'scalar' && typeof item.value === 'string')) {
    return new FieldReader(asFrom(item), problems);
  }
  if (item.kind === 'scalar' && item.value !== null) {
    problems.add(
      item,
      `规则应为路径或对象；常数请写 { value: ${item.text} }。`,
      `A rule is a path or an object; for a constant write { value: ${item.text} }.`,
    );
    return undefined;
  }
  const fields = asFields(item, problems, '规则（路径或对象）', 'a rule (a path or an object)');
  return fields?.has('use') === true ? useFragments(fields, compilation) : fields;
}

function asFrom(item: YamlItem): YamlFields {
  const { line, column, keyPath } = item;
  return { kind: 'fields', fields: new Map([['from', { key: item, value: item }]]), line, column, keyPath };
}

function useFragments(fields: FieldReader, compilation: Compilation): FieldReader | undefined {
  const { problems, settings } = compilation;
  const merged = new Map<string, YamlField>();
  for (const name of fields.list('use') ?? []) {
    const text = name.kind === 'scalar' ? name.text : '';
    const fragment = settings.fragments.get(text);
    if (fragment === undefined) {
      problems.addUnknown(name, text, { zh: 'fragments 中的片段', en: 'a fragment' }, [
        ...settings.fragments.keys(),
      ]);
      return undefined;
    }
    if (compilation.expanding.includes(text)) {
      const round = [...compilation.expanding, text].join(' → ');
      problems.add(name, `片段互相引用：${round}。`, `The fragments use each other in a circle: ${round}.`);
      return undefined;
    }
    compilation.expanding.push(text);
    const expanded = expandRule(fragment.value, compilation);
    compilation.expanding.pop();
    if (expanded === undefined) return undefined;
    merge(merged, expanded.item.fields);
  }
  const own = new Map([...fields.item.fields].filter(([key]) => key !== 'use'));
  merge(merged, own);
  return new FieldReader({ ...fields.item, fields: merged }, problems);
}

/** Later keys replace earlier ones; under `map` and `let` name by name. */
function merge(into: Map<string, YamlField>, from: ReadonlyMap<string, YamlField>): void {
  for (const [key, field] of from) {
    const present = into.get(key)?.value;
    if ((key === 'map' || key === 'let') && present?.kind === 'fields' && field.value.kind === 'fields') {
      const fields = new Map([...present.fields, ...field.value.fields]);
      into.set(key, { key: field.key, value: { ...field.value, fields } });
    } else {
      into.set(key, field);
    }
  }
}
