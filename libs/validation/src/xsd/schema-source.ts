import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { xmlRegisterInputProvider } from 'libxml2-wasm';

/**
 * Gives libxml2 the files that a schema includes or imports: only while a schema is being compiled, only from inside
 * the schemas folder (links followed), never from a network. libxml2 knows one list of providers per process.
 */
class SchemaSource {
  private root: string | undefined;
  private opened: string[] = [];
  private registered = false;

  /** Runs `compile` with the folder open, and says which files were read. */
  within<Result>(root: string, compile: () => Result): { result: Result; files: string[] } {
    this.register();
    this.root = realpathSync(root);
    this.opened = [];
    try {
      const result = compile();
      return { result, files: this.opened };
    } finally {
      this.root = undefined;
    }
  }

  private register(): void {
    if (this.registered) return;
    this.registered = xmlRegisterInputProvider({
      match: () => true,
      open: (name) => this.open(name),
      read: (file, buffer) => readSync(file, buffer, 0, buffer.byteLength, null),
      close: (file) => {
        closeSync(file);
        return true;
      },
    });
    if (!this.registered) throw new Error('libxml2 takes no further input provider');
  }

  private open(name: string): number | undefined {
    if (this.root === undefined) return undefined;
    try {
      const file = realpathSync(name.startsWith('file:') ? fileURLToPath(name) : resolve(this.root, name));
      if (!file.startsWith(this.root + sep)) return undefined;
      this.opened.push(file);
      return openSync(file, 'r');
    } catch {
      return undefined;
    }
  }
}

export const schemaSource = new SchemaSource();

/** Names of all elements that these schema files declare or refer to. */
export function declaredElements(files: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const tag of text.matchAll(/<(?:[\w.-]+:)?element\s([^>]*)>/g)) {
      const name = /\bname\s*=\s*["']([^"']+)["']/.exec(tag[1]!)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}
