import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface ConfigurationFolder {
  readonly root: string;
  /** Removes an agreement file, for instance `sys-5.yaml`. */
  remove(agreementFile: string): void;
  write(agreementFile: string, text: string): void;
  close(): void;
}

/** The example configuration with agreements of its own that a test may change; everything else is shared. */
export function configurationFolder(): ConfigurationFolder {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-configuration-'));
  for (const name of ['mappings', 'schemas', 'code-lists']) symlinkSync(resolve(name), join(root, name));
  cpSync('agreements', join(root, 'agreements'), { recursive: true });
  return {
    root,
    remove: (file) => rmSync(join(root, 'agreements', file)),
    write: (file, text) => writeFileSync(join(root, 'agreements', file), text),
    close: () => rmSync(root, { recursive: true }),
  };
}
