import { XmlElement } from 'libxml2-wasm';

export const schemaNamespace = 'http://www.w3.org/2001/XMLSchema';

/** The schema has something in it that a quick look does not know; never leaves this folder. */
export class Unusual extends Error {}

/** An element of a schema, without what is written for people. */
export interface SchemaPart {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SchemaPart[];
  /** Prefix to URI; of the outermost element only. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** @throws Unusual at a namespace that is declared further inside: a prefix must mean the same everywhere */
export function readSchemaPart(element: XmlElement, isOutermost = true): SchemaPart {
  const prefixes = element.nsDeclarations;
  if (element.namespaceUri !== schemaNamespace) throw new Unusual(element.name);
  if (!isOutermost && Object.keys(prefixes).length > 0) throw new Unusual('xmlns');
  const children: SchemaPart[] = [];
  for (let at = element.firstChild; at !== null; at = at.next) {
    if (!(at instanceof XmlElement)) continue;
    if (at.namespaceUri !== schemaNamespace || at.name !== 'annotation')
      children.push(readSchemaPart(at, false));
  }
  const attributes = element.attrs.map((attribute): [string, string] => {
    if (attribute.namespaceUri !== '') throw new Unusual(attribute.name);
    return [attribute.name, attribute.value];
  });
  return { name: element.name, attributes: new Map(attributes), children, prefixes };
}

/** @throws Unusual at an attribute that is not among these */
export function onlyAttributes(part: SchemaPart, names: readonly string[]): void {
  for (const name of part.attributes.keys())
    if (!names.includes(name)) throw new Unusual(`${part.name}/@${name}`);
}

/** The children by name, in order. @throws Unusual at another one */
export function onlyChildren(part: SchemaPart, names: readonly string[]): readonly SchemaPart[] {
  for (const child of part.children) if (!names.includes(child.name)) throw new Unusual(child.name);
  return part.children;
}
