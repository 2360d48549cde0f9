import type { CodeEntry, CodeLists } from '#libs/base-data';
import type { Compilation } from '../compile/compilation.js';
import type { Evaluate, Step } from '../compile/compiled.js';
import { codeKeys } from '../compile/keys.js';
import { asFields, type FieldReader } from '../compile/read-fields.js';
import type { MappingContext } from '../mapping.js';
import { failed, withText } from '../run/value.js';
import { readOnUnknown } from './unknown-word.js';

/** How one `code:` looks a value up. */
interface CodeRule {
  readonly list: string;
  readonly from: string | undefined;
  readonly by: readonly string[] | undefined;
  readonly to: string | undefined;
  readonly give: string | undefined;
}

/** `code: { list: stations, from: partner }` */
export function compileCode(fields: FieldReader, compilation: Compilation): Step | undefined {
  const item = fields.get('code');
  if (item === undefined) return undefined;
  const { problems } = compilation;
  const code = asFields(item, problems, '对象 { list: 代码表, ... }', 'an object { list: name, ... }');
  if (code === undefined) return undefined;
  code.allow(codeKeys, { zh: 'code 的键', en: 'a key of "code"' });
  const rule = readRule(code, compilation);
  if (rule === undefined) return undefined;
  const onUnknown = readOnUnknown(code);
  const at = code.get('at');
  const day = at === undefined ? today : dayOf(compilation.value(at).one);
  return (value, run, node) => {
    const on = day(run, node)?.text;
    const result = lookUp(rule, value.text, run.context, on);
    if (result !== undefined) return withText(value, result, 'string');
    const { list } = rule;
    const details = { expected: list, args: { list, system: systemOf(rule, run.context) ?? '' } };
    if (onUnknown !== undefined) {
      run.refuse('code-not-listed', value, node, { ...details, severity: 'warning' });
      return onUnknown(value);
    }
    if (on !== undefined && lookUp(rule, value.text, run.context, undefined) !== undefined) {
      run.refuse('code-not-valid-then', value, node, { ...details, args: { ...details.args, date: on } });
    } else {
      run.refuse('code-not-listed', value, node, details);
    }
    return failed;
  };
}

function readRule(code: FieldReader, { problems, settings }: Compilation): CodeRule | undefined {
  const list = code.text('list');
  if (list === undefined) {
    problems.add(code.item, 'code 缺少 list（代码表名）。', '"code" needs "list", the name of a code list.');
    return undefined;
  }
  const known = settings.known.codeLists;
  if (known !== undefined && !known.includes(list)) {
    problems.addUnknown(code.get('list')!, list, { zh: '代码表', en: 'a code list' }, known);
  }
  for (const [one, other] of [
    ['from', 'by'],
    ['to', 'give'],
  ] as const) {
    if (code.has(one) && code.has(other)) {
      problems.add(
        code.item,
        `“${one}”与“${other}”只能用一个。`,
        `Only one of "${one}" and "${other}" can be used.`,
      );
    }
  }
  const by = code.list('by')?.map((item) => (item.kind === 'scalar' ? item.text : ''));
  return { list, from: code.text('from'), by, to: code.text('to'), give: code.text('give') };
}

const today: Evaluate = (run) => run.today;

/** A date and time counts as its day. */
function dayOf(one: Evaluate): Evaluate {
  return (run, at) => {
    const value = one(run, at);
    return value === undefined || value === failed
      ? run.today
      : withText(value, value.text.slice(0, 10), 'string');
  };
}

function systemOf(rule: CodeRule, context: MappingContext): string | undefined {
  if (rule.from !== undefined) return rule.from === 'partner' ? context.sender : rule.from;
  return rule.to === 'partner' ? context.receiver : rule.to;
}

function lookUp(rule: CodeRule, text: string, context: MappingContext, on?: string): string | undefined {
  const lists = context.codeLists;
  const standard = toStandard(rule, text, lists, context, on);
  if (standard === undefined) return undefined;
  if (rule.to !== undefined) {
    const system = rule.to === 'partner' ? context.receiver : rule.to;
    return system === undefined ? undefined : lists.toLocal(rule.list, system, standard, on);
  }
  if (rule.give === undefined || rule.give === 'code') return standard;
  const entry = lists.find(rule.list, standard, on);
  return entry === undefined ? undefined : attributeOf(entry, rule.give);
}

function toStandard(
  { list, from, by }: CodeRule,
  text: string,
  lists: CodeLists,
  context: MappingContext,
  on?: string,
): string | undefined {
  if (from !== undefined) {
    const system = from === 'partner' ? context.sender : from;
    return system === undefined ? undefined : lists.toStandard(list, system, text, on);
  }
  if (by === undefined) return lists.find(list, text, on)?.code;
  for (const attribute of by) {
    const entry = attribute === 'code' ? lists.find(list, text, on) : lists.findBy(list, attribute, text, on);
    if (entry !== undefined) return entry.code;
  }
  return undefined;
}

function attributeOf(entry: CodeEntry, attribute: string): string | undefined {
  const text =
    attribute === 'zh' || attribute === 'en'
      ? entry[attribute]
      : Object.hasOwn(entry.attributes, attribute)
        ? entry.attributes[attribute]
        : undefined;
  return text === '' ? undefined : text;
}
