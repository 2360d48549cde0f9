import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import type { Problems } from './problems.js';
import type { YamlPlace } from './yaml-place.js';

export interface YamlScalar extends YamlPlace {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written: a number keeps its digits. */
  readonly text: string;
  /** In quotes: then the text begins one column later. */
  readonly quoted: boolean;
}

export interface YamlList extends YamlPlace {
  readonly kind: 'list';
  readonly items: readonly YamlItem[];
}

export interface YamlFields extends YamlPlace {
  readonly kind: 'fields';
  readonly fields: ReadonlyMap<string, YamlField>;
}

export interface YamlField {
  readonly key: YamlPlace;
  readonly value: YamlItem;
}

export type YamlItem = YamlScalar | YamlList | YamlFields;

const longestFile = 1_000_000;
const deepest = 60;

/** After these the rest mostly follows from them. */
const mostSyntaxErrors = 3;

/** Reads YAML into a tree in which every key and value knows its place; undefined when it is not YAML at all. */
export function readYaml(text: string, problems: Problems): YamlItem | undefined {
  if (text.length > longestFile) {
    problems.add(
      undefined,
      '映射文件超过 100 万字符。',
      'The mapping file is longer than 1,000,000 characters.',
    );
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  for (const error of document.errors.slice(0, mostSyntaxErrors)) {
    const { line, col } = lines.linePos(error.pos[0]);
    const place = { line, column: col, keyPath: '' };
    problems.add(place, `不是合法的 YAML：${error.message}`, `This is not YAML: ${error.message}`);
  }
  if (document.errors.length > 0) return undefined;
  return new TreeReader(lines, problems).read(document.contents, '', undefined, 0);
}

class TreeReader {
  constructor(
    private readonly lines: LineCounter,
    private readonly problems: Problems,
  ) {}

  read(node: unknown, keyPath: string, fallback: YamlPlace | undefined, depth: number): YamlItem {
    const place = this.placeOf(node as Node | null, keyPath, fallback);
    if (depth > deepest) {
      this.problems.add(place, `嵌套超过 ${deepest} 层。`, `Nested deeper than ${deepest} levels.`);
    } else if (isMap(node)) {
      return { kind: 'fields', fields: this.readFields(node.items, keyPath, depth), ...place };
    } else if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item, `${keyPath}/${index}`, place, depth + 1));
      return { kind: 'list', items, ...place };
    } else if (isScalar(node)) {
      const value = node.value as YamlScalar['value'];
      const text = typeof value === 'string' ? value : (node.source ?? String(value));
      const quoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
      return { kind: 'scalar', value, text, quoted, ...place };
    } else if (node !== null && node !== undefined) {
      this.problems.add(
        place,
        '不支持 YAML 的锚点与别名，请用 fragments。',
        'YAML aliases are not supported here; use fragments.',
      );
    }
    return { kind: 'scalar', value: null, text: '', quoted: false, ...place };
  }

  private readFields(pairs: readonly Pair[], keyPath: string, depth: number): Map<string, YamlField> {
    const fields = new Map<string, YamlField>();
    for (const pair of pairs) {
      const key = this.read(pair.key, keyPath, undefined, depth + 1);
      const name = key.kind === 'scalar' ? key.text : '';
      const path = keyPath === '' ? name : `${keyPath}/${name}`;
      const place = { line: key.line, column: key.column, keyPath: path };
      fields.set(name, { key: place, value: this.read(pair.value, path, place, depth + 1) });
    }
    return fields;
  }

  private placeOf(node: Node | null, keyPath: string, fallback?: YamlPlace): YamlPlace {
    const start = node?.range?.[0];
    if (start === undefined) return { line: fallback?.line ?? 1, column: fallback?.column ?? 1, keyPath };
    const { line, col } = this.lines.linePos(start);
    return { line, column: col, keyPath };
  }
}

/** The item as plain JavaScript, as a test gives and expects it. */
export function plainOf(item: YamlItem): unknown {
  switch (item.kind) {
    case 'scalar':
      return item.value;
    case 'list':
      return item.items.map(plainOf);
    case 'fields':
      return Object.fromEntries([...item.fields].map(([name, field]) => [name, plainOf(field.value)]));
  }
}
