import type { DocumentNode } from '#libs/message';
import type { YamlField } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import type { Compilation } from './compilation.js';
import { compilePathSource } from './path-source.js';
import { asFields, type FieldReader } from './read-fields.js';

type SetVariables = (run: Run, at: DocumentNode) => void;

const reserved = ['sender', 'receiver', 'now', 'messageId', 'index', 'key', 'group'];

/** `let`: each variable may use those before it. A path keeps its nodes, so that other paths can go on from it. */
export function compileLet(fields: FieldReader, compilation: Compilation): SetVariables | undefined {
  const item = fields.get('let');
  if (item === undefined) return undefined;
  const variables = asFields(item, compilation.problems, '变量名到规则的对照', 'variable names with rules');
  const setters = [...(variables?.item.fields ?? [])].map(([name, field]) =>
    compileVariable(name, field, compilation),
  );
  return (run, at) => {
    for (const set of setters) set(run, at);
  };
}

function compileVariable(name: string, { key, value }: YamlField, compilation: Compilation): SetVariables {
  if (!/^[A-Za-z][\w-]*$/.test(name) || reserved.includes(name)) {
    compilation.problems.add(
      key,
      `“${name}”不能作变量名；须以字母开头，且不是 ${reserved.join(', ')}。`,
      `"${name}" cannot be a variable: it must begin with a letter and not be one of ${reserved.join(', ')}.`,
    );
  }
  if (value.kind === 'scalar') {
    const { nodes, one } = compilePathSource(value, compilation);
    const { slot } = compilation.declare(name, nodes === undefined ? 'value' : 'nodes');
    return (run, at) => {
      run.slots[slot] = nodes === undefined ? one(run, at) : nodes(run, at);
    };
  }
  const rule = compilation.value(value);
  const { slot } = compilation.declare(name, 'value');
  return (run, at) => {
    run.slots[slot] = rule.one(run, at);
  };
}
