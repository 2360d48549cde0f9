import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StageError, type Document } from '#libs/message';
import { XsdSchema } from './xsd-schema.js';

/**
 * XML Schemas that others publish and that we may not hand out, in a folder of the installation. A document whose own schema
 * reference has no XSD is checked by the one of its root's namespace; without the folder only by our own rules.
 */
export class PublicSchemas {
  private files: ReadonlyMap<string, readonly string[]> | undefined;
  private readonly compiled = new Map<string, XsdSchema>();

  /** @param folder with `.xsd` files, read when the first document needs it */
  constructor(private readonly folder: string) {}

  /** Those that `BIANZU_PUBLIC_SCHEMAS` names. */
  static ofEnvironment(environment: NodeJS.ProcessEnv = process.env): PublicSchemas | undefined {
    const folder = environment.BIANZU_PUBLIC_SCHEMAS;
    return folder === undefined || folder === '' ? undefined : new PublicSchemas(folder);
  }

  /** @throws StageError (not retryable) when the file cannot be used */
  schemaFor({ root }: Document): XsdSchema | undefined {
    const candidates = this.filesOf(root.namespace ?? '');
    const file = candidates.find((one) => declares(one, root.name)) ?? candidates[0];
    if (file === undefined) return undefined;
    const present = this.compiled.get(file);
    if (present !== undefined) return present;
    const { schema, problems } = XsdSchema.compile(file, this.folder);
    if (schema === undefined)
      throw new StageError(
        'validate',
        `the public schema ${file} cannot be used: ${problems[0]?.message.en}`,
        false,
      );
    this.compiled.set(file, schema);
    return schema;
  }

  private filesOf(namespace: string): readonly string[] {
    this.files ??= filesByNamespace(this.folder);
    return this.files.get(namespace) ?? [];
  }
}

function filesByNamespace(folder: string): Map<string, string[]> {
  const files = new Map<string, string[]>();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names.filter((one) => one.endsWith('.xsd'))) {
    const file = join(folder, name);
    const namespace = /<(?:[\w.-]+:)?schema\s[^>]*?\btargetNamespace\s*=\s*["']([^"']+)["']/.exec(
      readFileSync(file, 'utf8'),
    )?.[1];
    if (namespace !== undefined) files.set(namespace, [...(files.get(namespace) ?? []), file]);
  }
  return files;
}

function declares(file: string, element: string): boolean {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/<(?:[\w.-]+:)?element\s[^>]*?\bname\s*=\s*["']([^"']+)["']/g)].some(
    (found) => found[1] === element,
  );
}
