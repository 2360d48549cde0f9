import { valueNode, type DocumentNode, type FormatName, type OpenNode } from '#libs/message';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import type { RulePlace } from '../run/places.js';
import { failed, type Value } from '../run/value.js';
import { compileChoice, compileFirst, isStructural } from './branch-rule.js';
import { noRule, type TargetName, type TargetRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compileEach } from './each-rule.js';
import { guarded } from './guarded.js';
import { compileList } from './list-rule.js';
import { compileObject } from './object-rule.js';
import type { FieldReader } from './read-fields.js';
import { expandRule } from './rule-fields.js';
import { compileValueFields } from './value-rule.js';

/** Compiles what stands behind a target name. */
export function compileTarget(item: YamlItem, name: TargetName, compilation: Compilation): TargetRule {
  const fields = expandRule(item, compilation);
  if (fields === undefined) return noRule;
  const compile = fields.has('each')
    ? compileEach
    : fields.has('map')
      ? compileObject
      : fields.has('list')
        ? compileList
        : fields.has('choose') && isStructural(fields.item, compilation)
          ? compileChoice
          : fields.has('first') && isStructural(fields.item, compilation)
            ? compileFirst
            : undefined;
  if (compile === undefined) return compileValueTarget(fields, name, compilation);
  if (flatFormats.includes(compilation.settings.targetFormat)) return refuseStructure(fields, compilation);
  return guarded(fields, name, compilation, compile(fields, name, compilation));
}

const flatFormats: readonly FormatName[] = ['csv', 'fixed-width'];

function refuseStructure(fields: FieldReader, { problems }: Compilation): TargetRule {
  problems.add(
    fields.item,
    '一条记录只有单个值；多条记录请在文件顶层用 each。',
    'A record has single values only; several records come from "each" at the top of the file.',
  );
  return noRule;
}

function compileValueTarget(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  const place = compilation.rulePlace(fields.item, name.path);
  const rule = compileValueFields(fields, compilation, name.path);
  const keepsTypes = compilation.settings.targetFormat === 'json';
  return {
    write(run, at, into) {
      run.step(1);
      const value = rule.one(run, at);
      if (value === undefined) return 'missing';
      if (value === failed) return 'failed';
      into.children.push(writeValue(run, name, value, keepsTypes, into, place));
      return 'written';
    },
  };
}

/** Makes the target node of a value; formats other than JSON know texts only. */
function writeValue(
  run: Run,
  name: TargetName,
  value: Value,
  keepsTypes: boolean,
  into: OpenNode,
  place: RulePlace,
): DocumentNode {
  run.make();
  const text = !keepsTypes && value.type === 'null' ? '' : value.text;
  const node = valueNode(
    name.name,
    text,
    keepsTypes ? value.type : 'string',
    into,
    undefined,
    name.namespace,
  );
  run.record(node, place, value);
  return node;
}
