import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export type SchemaObject = Record<string, unknown>;

/**
 * A JSON Schema file as one object without references to other files: what it refers to stands in its place. Canonical
 * schemas do not refer to themselves, so this ends.
 */
export function inlineSchema(file: string): SchemaObject {
  const read = reader();
  const { $schema, $id, $defs, ...schema } = read(file);
  void [$schema, $id, $defs];
  return inlined(schema, file, read) as SchemaObject;
}

function inlined(node: unknown, file: string, read: (file: string) => SchemaObject): unknown {
  if (Array.isArray(node)) return node.map((item) => inlined(item, file, read));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, ...rest } = node as SchemaObject;
  const own = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, inlined(value, file, read)]),
  );
  if (typeof $ref !== 'string') return own;
  const [path = '', pointer = ''] = $ref.split('#');
  const target = path === '' ? file : resolve(dirname(file), path);
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as SchemaObject)[step], read(target));
  return { ...(inlined(found, target, read) as SchemaObject), ...own };
}

/** Schemas refer to the same few files again and again. */
function reader(): (file: string) => SchemaObject {
  const known = new Map<string, SchemaObject>();
  return (file) => {
    const schema = known.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as SchemaObject);
    known.set(file, schema);
    return schema;
  };
}
