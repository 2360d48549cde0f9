import { readFileSync } from 'node:fs';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { SecuritySettings } from '#libs/runtime';

/**
 * What the server needs to end TLS itself; undefined for plain HTTP. With a CA for clients they may show a certificate
 * and need not: tokens that are bound to one are worth nothing without it, others go on as they are.
 */
export function tlsOptions({
  tls,
}: Pick<SecuritySettings, 'tls'>): (SecureContextOptions & TlsOptions) | undefined {
  if (tls === undefined) return undefined;
  const { keyFile, certificateFile, clientCaFile } = tls;
  return {
    key: readFileSync(keyFile),
    cert: readFileSync(certificateFile),
    minVersion: 'TLSv1.2',
    ...(clientCaFile === undefined
      ? {}
      : { ca: readFileSync(clientCaFile), requestCert: true, rejectUnauthorized: false }),
  };
}
