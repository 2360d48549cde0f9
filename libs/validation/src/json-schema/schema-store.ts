import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { AnySchemaObject } from 'ajv';

const base = 'bianzu-schema:///';
const suffix = '.schema.json';

/** The JSON Schema files under the schemas folder, each known by its place and, when it has one, by its own `$id`. */
export class SchemaStore {
  private readonly root: string;
  private byId: Map<string, string> | undefined;

  constructor(root: string) {
    this.root = realpathSync(root);
  }

  /** The address under which ajv knows a file. */
  addressOf(file: string): string {
    return base + relative(this.root, realpathSync(file)).split(sep).map(encodeURIComponent).join('/');
  }

  /** @throws SyntaxError of `JSON.parse` */
  read(file: string): AnySchemaObject {
    return { ...(JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject), $id: this.addressOf(file) };
  }

  /** The files that a schema refers to, and the references that lead nowhere inside the folder. */
  references(schema: AnySchemaObject): { files: string[]; missing: string[] } {
    const files = new Set<string>();
    const missing: string[] = [];
    for (const reference of referencesIn(schema)) {
      const file = this.fileOf(reference, String(schema.$id));
      if (file === undefined) missing.push(reference);
      else files.add(file);
    }
    return { files: [...files], missing };
  }

  /** The file behind a reference: relative to the schema's own place, or another schema's `$id`. */
  fileOf(reference: string, from: string): string | undefined {
    const address = new URL(reference.replace(/#.*$/s, ''), from);
    if (!address.href.startsWith(base)) return this.ids().get(address.href);
    const file = join(this.root, ...address.pathname.split('/').map(decodeURIComponent));
    if (!existsSync(file)) return undefined;
    return realpathSync(file).startsWith(this.root + sep) ? file : undefined;
  }

  /** Every `$id` of the folder with its file. */
  ids(): ReadonlyMap<string, string> {
    if (this.byId === undefined) {
      this.byId = new Map();
      for (const name of readdirSync(this.root, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith(suffix)) continue;
        const file = join(this.root, name);
        const id = /"\$id"\s*:\s*"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
        if (id !== undefined) this.byId.set(id, file);
      }
    }
    return this.byId;
  }
}

function* referencesIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string' && !value.startsWith('#')) yield value;
    else yield* referencesIn(value);
  }
}
