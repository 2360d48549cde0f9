import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The openssl command in a folder of its own: the other side of the tests that nobody here has written. */
export class OpenSsl {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bianzu-openssl-'));

  /** Runs it. Arguments that begin with `@` are files of the folder. @returns what it prints */
  run(...given: readonly string[]): Buffer {
    const names = given.map((one) => (one.startsWith('@') ? this.path(one.slice(1)) : one));
    return execFileSync('openssl', names, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  }

  write(name: string, bytes: Uint8Array | string): void {
    writeFileSync(this.path(name), bytes);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** A self-signed certificate and its key: `<name>.crt` and `<name>.key`, and both in one text. */
  identity(name: string, { subject = name, days = 30, key = 'rsa:2048', curve = 'prime256v1' } = {}): Buffer {
    const options = key === 'ec' ? ['-pkeyopt', `ec_paramgen_curve:${curve}`] : [];
    const made = ['-x509', '-newkey', key, ...options, '-nodes', '-sha256', '-subj', `/CN=${subject}`];
    this.run('req', ...made, '-days', String(days), '-keyout', `@${name}.key`, '-out', `@${name}.crt`);
    return Buffer.concat([this.read(`${name}.key`), this.read(`${name}.crt`)]);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
