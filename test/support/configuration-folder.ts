import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface ConfigurationFolder {
  readonly root: string;
  /** Removes an agreement file, for instance `sys-5.yaml`. */
  remove(agreementFile: string): void;
  write(agreementFile: string, text: string): void;
  /** Replaces a text that the file must have. */
  replace(agreementFile: string, from: string, to: string): void;
  close(): void;
}

/** The example configuration with agreements of its own that a test may change; everything else is shared. */
export function configurationFolder(): ConfigurationFolder {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-configuration-'));
  for (const name of ['mappings', 'schemas', 'code-lists']) symlinkSync(resolve(name), join(root, name));
  cpSync('agreements', join(root, 'agreements'), { recursive: true });
  const place = (file: string): string => join(root, 'agreements', file);
  return {
    root,
    remove: (file) => rmSync(place(file)),
    write: (file, text) => writeFileSync(place(file), text),
    replace: (file, from, to) => {
      const text = readFileSync(place(file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      writeFileSync(place(file), text.replaceAll(from, to));
    },
    close: () => rmSync(root, { recursive: true }),
  };
}
