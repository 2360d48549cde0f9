import type { FormatName } from '#libs/message';
import type { Problems } from '../file/problems.js';
import { plainOf, type YamlField } from '../file/yaml-tree.js';
import type { MappingSide, MappingTarget } from '../mapping.js';
import { formats, fromKeys, toKeys } from './keys.js';
import type { FieldReader } from './read-fields.js';
import { asFields } from './read-fields.js';
import { splitPrefix } from './target-name.js';

/** What stands above the rules of a file. */
export interface Header {
  readonly name: string;
  readonly from: MappingSide;
  readonly to: MappingTarget;
  readonly sourceNamespaces: Readonly<Record<string, string>>;
  readonly fragments: ReadonlyMap<string, YamlField>;
  readonly root: { readonly name: string; readonly namespace: string | undefined };
}

const flatRoots: Readonly<Partial<Record<FormatName, string>>> = { csv: 'record', 'fixed-width': 'record' };

export function readHeader(file: FieldReader, problems: Problems): Header {
  const from = readSide(file, 'from', fromKeys, problems);
  const to = readSide(file, 'to', toKeys, problems);
  const namespaces = to.namespaces;
  const root = to.reader?.text('root');
  if (to.side.format === 'xml' && to.reader !== undefined && root === undefined) {
    problems.add(
      to.reader.item,
      'XML 目标须写明 root。',
      'An XML target needs "root", the name of its root element.',
    );
  }
  const [prefix, local] = splitPrefix(root ?? '');
  if (prefix !== '' && !Object.hasOwn(namespaces, prefix)) {
    const what = { zh: 'to.namespaces 中的前缀', en: 'a prefix of to.namespaces' };
    problems.addUnknown(to.reader!.get('root')!, prefix, what, Object.keys(namespaces));
  }
  const rootName = local === '' ? usualRoot(to.side) : local;
  return {
    name: readName(file, problems),
    from: from.side,
    to: { ...to.side, ...(rootName === '' ? {} : { root: rootName }), namespaces },
    sourceNamespaces: from.namespaces,
    fragments: readFragments(file, problems),
    root: { name: rootName, namespace: namespaces[prefix] },
  };
}

/** Structured EDI messages are named by their type, `edifact/d00b/IFTSTA`; a guide over one is not. */
function usualRoot({ format, schema }: MappingSide): string {
  const isEdi = format === 'edifact' || format === 'x12';
  return isEdi ? (/\/([A-Z0-9]+)$/.exec(schema ?? '')?.[1] ?? '') : (flatRoots[format] ?? '');
}

function readName(file: FieldReader, problems: Problems): string {
  const name = file.text('name');
  const place = file.get('name') ?? file.item;
  if (name === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    problems.add(
      place,
      '缺少 name：小写字母、数字与连字符。',
      '"name" is needed: lower case letters, digits and hyphens.',
    );
  }
  return name ?? '';
}

interface SideRead {
  readonly side: MappingSide;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly reader: FieldReader | undefined;
}

function readSide(
  file: FieldReader,
  key: 'from' | 'to',
  keys: readonly string[],
  problems: Problems,
): SideRead {
  const item = file.get(key);
  const nothing: SideRead = { side: { format: 'json' }, namespaces: {}, reader: undefined };
  if (item === undefined) {
    problems.add(file.item, `缺少“${key}”。`, `"${key}" is needed, with its format.`);
    return nothing;
  }
  const reader = asFields(item, problems, '对象 { format, schema }', 'an object { format, schema }');
  if (reader === undefined) return nothing;
  reader.allow(keys, { zh: `${key} 的键`, en: `a key of "${key}"` });
  const format = reader.word('format', formats, { zh: '报文格式', en: 'a format' });
  if (!reader.has('format')) {
    problems.add(item, `“${key}”缺少 format。`, `"${key}" needs a "format": ${formats.join(', ')}.`);
  }
  const schema = reader.text('schema');
  const optionsItem = reader.get('options');
  const options =
    optionsItem === undefined ? undefined : asFields(optionsItem, problems, '对象', 'an object');
  const side = {
    format: format ?? 'json',
    ...(schema === undefined ? {} : { schema }),
    ...(options === undefined ? {} : { options: plainOf(options.item) as Record<string, unknown> }),
  };
  const namespaces = Object.fromEntries(
    [...reader.texts('namespaces')].map(([prefix, uri]) => [prefix, uri.text]),
  );
  return { side, namespaces, reader };
}

function readFragments(file: FieldReader, problems: Problems): ReadonlyMap<string, YamlField> {
  const item = file.get('fragments');
  if (item === undefined) return new Map();
  return (
    asFields(item, problems, '片段名到规则的对照', 'fragment names with rules')?.item.fields ?? new Map()
  );
}
