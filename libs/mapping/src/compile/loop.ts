import type { DocumentNode } from '#libs/message';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import { constantValue, failed, type Value } from '../run/value.js';
import type { ValueRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compilePathSource } from './path-source.js';
import type { FieldReader } from './read-fields.js';

/** Calls `visit` for every node, or the first node of every group, with `$index`, `$key` and `$group` set. */
export type Loop = (run: Run, at: DocumentNode, visit: (node: DocumentNode) => void) => void;

/** Compiles `each`, `where` and `group` and declares what can be seen inside; call it within the loop's own scope. */
export function compileLoop(fields: FieldReader, compilation: Compilation): Loop {
  const nodes = compileNodes(fields.list('each') ?? [], compilation);
  if (nodes === undefined) return () => undefined;
  const whereItem = fields.get('where');
  const where = whereItem === undefined ? undefined : compilation.condition(whereItem);
  const groupItem = fields.get('group');
  const group = groupItem === undefined ? undefined : compilation.value(groupItem);
  const index = compilation.declare('index', 'value').slot;
  const select: Select = (run, at) => {
    const found = nodes(run, at);
    return where === undefined ? found : found.filter((node) => where(run, node));
  };
  if (group !== undefined) return compileGroups(select, group, index, compilation);
  return (run, at, visit) => {
    let count = 0;
    for (const node of select(run, at)) {
      run.step(1);
      run.slots[index] = constantValue(String(++count), 'number');
      visit(node);
    }
  };
}

type Select = (run: Run, at: DocumentNode) => readonly DocumentNode[];

/** Of several paths the first that finds any node. */
function compileNodes(items: readonly YamlItem[], compilation: Compilation): Select | undefined {
  const paths: Select[] = [];
  for (const item of items) {
    const { nodes } = compilePathSource(item, compilation);
    if (nodes !== undefined) paths.push(nodes);
    else compilation.problems.add(item, 'each 需要路径，不能是值。', '"each" needs a path, not a value.');
  }
  if (paths.length < Math.max(items.length, 1)) return undefined;
  if (paths.length === 1) return paths[0];
  return (run, at) => {
    for (const path of paths) {
      const found = path(run, at);
      if (found.length > 0) return found;
    }
    return [];
  };
}

function compileGroups(select: Select, group: ValueRule, index: number, compilation: Compilation): Loop {
  const key = compilation.declare('key', 'value').slot;
  const members = compilation.declare('group', 'nodes').slot;
  return (run, at, visit) => {
    const groups = new Map<string, { key: Value; nodes: DocumentNode[] }>();
    for (const node of select(run, at)) {
      run.step(1);
      const value = group.one(run, node);
      if (value === failed) continue;
      if (value === undefined) {
        run.report('source-missing', group.placeOfMissing(run, node), { expected: 'group' });
        continue;
      }
      const present = groups.get(value.text);
      if (present === undefined) groups.set(value.text, { key: value, nodes: [node] });
      else present.nodes.push(node);
    }
    let count = 0;
    for (const one of groups.values()) {
      run.slots[index] = constantValue(String(++count), 'number');
      run.slots[key] = one.key;
      run.slots[members] = one.nodes;
      visit(one.nodes[0]!);
    }
  };
}

/** `where` and `group` mean nothing without `each`. */
export function refuseLoopKeys(fields: FieldReader, { problems }: Compilation): void {
  for (const name of ['where', 'group']) {
    const field = fields.field(name);
    if (field === undefined) continue;
    problems.add(field.key, `“${name}”只能与 each 一起使用。`, `"${name}" goes with "each".`);
  }
}
