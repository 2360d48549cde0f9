import type { YamlPlace } from '../file/yaml-place.js';
import type { TargetName } from './compiled.js';
import type { Compilation } from './compilation.js';

const xmlName = /^[\p{L}_][\p{L}\p{N}\p{M}._-]*$/u;

/** Reads a name of the target: `items`, for XML also `@unit`, `#text`, `p:Name` and `@p:unit`. */
export function targetName(
  key: string,
  place: YamlPlace,
  parent: TargetName | undefined,
  compilation: Compilation,
): TargetName | undefined {
  const path = parent === undefined || parent.path === '' ? key : `${parent.path}/${key}`;
  const { settings, problems } = compilation;
  if (settings.targetFormat !== 'xml') {
    checkKnown(key, place, compilation);
    return { name: key, namespace: undefined, path };
  }
  if (key === '#text') return { name: key, namespace: undefined, path };
  const at = key.startsWith('@') ? '@' : '';
  const [prefix, local] = splitPrefix(key.slice(at.length));
  if (!xmlName.test(local)) {
    problems.add(place, `“${key}”不是合法的 XML 名称。`, `"${key}" is not a name that XML allows.`);
    return undefined;
  }
  const namespaces = settings.targetNamespaces;
  if (prefix !== '' && !Object.hasOwn(namespaces, prefix)) {
    const what = { zh: 'to.namespaces 中的前缀', en: 'a prefix of to.namespaces' };
    problems.addUnknown(place, prefix, what, Object.keys(namespaces));
    return undefined;
  }
  checkKnown(at + local, place, compilation);
  // an attribute without prefix is in no namespace (Namespaces in XML 1.0, 6.2)
  const namespace = prefix === '' && at === '@' ? undefined : namespaces[prefix];
  return { name: at + local, namespace, path };
}

export function splitPrefix(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

function checkKnown(name: string, place: YamlPlace, { settings, problems }: Compilation): void {
  const known = settings.known.targetNames;
  if (known === undefined || known.includes(name)) return;
  problems.addUnknown(place, name, { zh: '目标结构中的名称', en: 'a name in the target' }, known);
}
