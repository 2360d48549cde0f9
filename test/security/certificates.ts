import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';

/** @returns a certificate of its own making, DER */
export function selfSigned(name: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'bianzu-certificate-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    execFileSync(
      'openssl',
      ['req', '-x509', ...kind, '-subj', `/CN=${name}`, '-keyout', key, '-out', certificate],
      { stdio: 'pipe' },
    );
    return new X509Certificate(readFileSync(certificate)).raw;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
