import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export type SchemaObject = Record<string, unknown>;

/**
 * A JSON Schema file as one object without references to other files: what it refers to stands in its place. Canonical
 * schemas do not refer to themselves, so this ends.
 */
export function inlineSchema(file: string): SchemaObject {
  const { $schema, $id, $defs, ...schema } = readJson(file);
  void [$schema, $id, $defs];
  return inlined(schema, file) as SchemaObject;
}

function inlined(node: unknown, file: string): unknown {
  if (Array.isArray(node)) return node.map((item) => inlined(item, file));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, ...rest } = node as SchemaObject;
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inlined(value, file)]));
  if (typeof $ref !== 'string') return own;
  const [path = '', pointer = ''] = $ref.split('#');
  const target = path === '' ? file : resolve(dirname(file), path);
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as SchemaObject)[step], readJson(target));
  return { ...(inlined(found, target) as SchemaObject), ...own };
}

function readJson(file: string): SchemaObject {
  return JSON.parse(readFileSync(file, 'utf8')) as SchemaObject;
}
