import { openNode, type DocumentNode, type OpenNode } from '#libs/message';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import { noRule, type Outcome, type TargetName, type TargetRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compileLet } from './let.js';
import { compilePathSource } from './path-source.js';
import { asFields, type FieldReader } from './read-fields.js';
import { targetName } from './target-name.js';

const keys = ['from', 'map', 'let', 'note', 'when', 'required', 'keepEmpty'];
const what = { zh: '带 map 的规则的键', en: 'a key of a rule with "map"' };

/** `map: {...}`, seen from the node at `from` if there is one. */
export function compileObject(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  fields.allow(keys, what);
  return compilation.within(() => {
    const findNode = compileContext(fields, compilation);
    const setVariables = compileLet(fields, compilation);
    const content = compileContent(fields.get('map')!, name, compilation);
    const keepEmpty = fields.flag('keepEmpty');
    return {
      write(run, at, into): Outcome {
        run.step(1);
        const node = findNode(run, at);
        if (node === undefined) return 'missing';
        setVariables?.(run, node);
        const object = openNode('object', name.name, into, undefined, name.namespace);
        const made = content(run, node, object);
        if (made.children.length === 0 && made.kind === 'object' && !keepEmpty) return 'missing';
        run.make();
        into.children.push(made);
        return 'written';
      },
    };
  });
}

function compileContext(
  fields: FieldReader,
  compilation: Compilation,
): (run: Run, at: DocumentNode) => DocumentNode | undefined {
  const items = fields.list('from');
  if (items === undefined) return (_, at) => at;
  const paths = items.map((item) => compilePathSource(item, compilation));
  return (run, at) => {
    for (const { nodes } of paths) {
      const found = nodes?.(run, at)[0];
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Fills an open object; an XML element with `#text` becomes a value that has attributes. */
export type Content = (run: Run, at: DocumentNode, object: OpenNode) => DocumentNode;

export function compileContent(item: YamlItem, name: TargetName, compilation: Compilation): Content {
  const map = asFields(item, compilation.problems, '目标名到规则的对照', 'target names with rules');
  if (map === undefined) return (_run, _at, object) => object;
  const isXml = compilation.settings.targetFormat === 'xml';
  const attributes: TargetRule[] = [];
  const others: TargetRule[] = [];
  let text: TargetRule | undefined;
  for (const [key, field] of map.item.fields) {
    const child = targetName(key, field.key, name, compilation);
    const rule = child === undefined ? noRule : compilation.target(field.value, child);
    if (isXml && key === '#text') text = rule;
    else (isXml && key.startsWith('@') ? attributes : others).push(rule);
  }
  if (text !== undefined && others.length > 0) refuseMixedContent(map, compilation);
  // attributes stand in front of the elements, wherever the file has them
  const rules = [...attributes, ...others];
  return (run, at, object) => {
    for (const rule of rules) rule.write(run, at, object);
    return text === undefined ? object : asTextElement(text, run, at, object);
  };
}

function asTextElement(text: TargetRule, run: Run, at: DocumentNode, object: OpenNode): DocumentNode {
  if (text.write(run, at, object) !== 'written') return object;
  const value = object.children.pop();
  return Object.assign(object, { kind: 'value', text: value?.text ?? '', type: 'string' });
}

function refuseMixedContent(map: FieldReader, { problems }: Compilation): void {
  problems.add(
    map.field('#text')!.key,
    '有 #text 的元素只能再有属性（@名称），不能有子元素。',
    'An element with "#text" can have attributes (@name) besides, but no elements.',
  );
}
