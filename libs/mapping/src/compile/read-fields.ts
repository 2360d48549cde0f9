import type { Problems } from '../file/problems.js';
import type { YamlField, YamlFields, YamlItem, YamlScalar } from '../file/yaml-tree.js';
import type { YamlPlace } from '../file/yaml-place.js';

/** Reads the fields of one construct and reports what does not belong there. */
export class FieldReader {
  constructor(
    readonly item: YamlFields,
    private readonly problems: Problems,
  ) {}

  /** Reports every key that is not one of these. */
  allow(keys: readonly string[], what: { zh: string; en: string }): this {
    for (const [name, field] of this.item.fields) {
      if (!keys.includes(name)) this.problems.addUnknown(field.key, name, what, keys);
    }
    return this;
  }

  knowsAll(keys: readonly string[]): boolean {
    return [...this.item.fields.keys()].every((name) => keys.includes(name));
  }

  field(key: string): YamlField | undefined {
    return this.item.fields.get(key);
  }

  has(key: string): boolean {
    return this.item.fields.has(key);
  }

  get(key: string): YamlItem | undefined {
    return this.item.fields.get(key)?.value;
  }

  /** A text; numbers count as the text that they were written with. */
  text(key: string): string | undefined {
    const item = this.get(key);
    if (item === undefined) return undefined;
    if (item.kind === 'scalar' && item.value !== null) return item.text;
    this.wrong(item, '文本', 'a text');
    return undefined;
  }

  /** One of some words, with the nearest one proposed when it is another. */
  word<W extends string>(key: string, words: readonly W[], what: { zh: string; en: string }): W | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    if (words.includes(text as W)) return text as W;
    this.problems.addUnknown(this.get(key)!, text, what, words);
    return undefined;
  }

  flag(key: string): boolean {
    const item = this.get(key);
    if (item === undefined) return false;
    if (item.kind === 'scalar' && typeof item.value === 'boolean') return item.value;
    this.wrong(item, 'true 或 false', 'true or false');
    return false;
  }

  scalar(key: string): YamlScalar | undefined {
    const item = this.get(key);
    if (item === undefined || item.kind === 'scalar') return item;
    this.wrong(item, '单个值', 'a single value');
    return undefined;
  }

  /** A list; a single item counts as a list of one. */
  list(key: string): readonly YamlItem[] | undefined {
    const item = this.get(key);
    return item === undefined ? undefined : item.kind === 'list' ? item.items : [item];
  }

  /** Texts by name, as namespaces and tables are. */
  texts(key: string): ReadonlyMap<string, YamlScalar> {
    const texts = new Map<string, YamlScalar>();
    const item = this.get(key);
    if (item === undefined) return texts;
    if (item.kind !== 'fields') {
      this.wrong(item, '名称到值的对照', 'names with values');
      return texts;
    }
    for (const [name, { value }] of item.fields) {
      if (value.kind === 'scalar') texts.set(name, value);
      else this.wrong(value, '单个值', 'a single value');
    }
    return texts;
  }

  wrong(place: YamlPlace & { kind?: string }, zh: string, en: string): void {
    this.problems.add(
      place,
      `此处应为${zh}，实为${foundZh(place)}。`,
      `Here ${en} is expected, not ${found(place)}.`,
    );
  }
}

function found(item: { kind?: string; text?: string }): string {
  if (item.kind === 'list') return 'a list';
  if (item.kind === 'fields') return 'an object';
  return item.text === undefined || item.text === '' ? 'nothing' : `"${item.text.slice(0, 60)}"`;
}

function foundZh(item: { kind?: string; text?: string }): string {
  if (item.kind === 'list') return '列表';
  if (item.kind === 'fields') return '对象';
  return item.text === undefined || item.text === '' ? '空' : `“${item.text.slice(0, 60)}”`;
}

/** An object under this key, or undefined after reporting what stands there instead. */
export function asFields(
  item: YamlItem,
  problems: Problems,
  zh: string,
  en: string,
): FieldReader | undefined {
  if (item.kind === 'fields') return new FieldReader(item, problems);
  problems.add(item, `此处应为${zh}，实为${foundZh(item)}。`, `Here ${en} is expected, not ${found(item)}.`);
  return undefined;
}
