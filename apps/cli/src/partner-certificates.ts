import type { CertificateFile } from '#libs/certificates';
import type { SecretStore } from '#libs/partners';
import { withAccess } from './access.js';
import type { Call } from './command.js';
import { UsageMistake } from './mistake.js';

/** What was found under one version of a certificate, or in the active values of a secret. */
export interface FoundFile {
  readonly place: string;
  readonly file: CertificateFile;
}

/**
 * The certificates of a partner, or of `own`: those kept as such, also when they have ended, and those that lie beside a private key
 * in a secret that is in use. Of a secret nothing else is read.
 * @throws UsageMistake when it has none
 */
export async function partnerCertificates(call: Call, partner: string): Promise<FoundFile[]> {
  const found = await withAccess(call, async ({ secrets }) => [
    ...(await keptAsSuch(secrets, partner)),
    ...(await insideSecrets(secrets, partner)),
  ]);
  if (found.length > 0) return found;
  throw new UsageMistake({
    zh: `“${partner}”没有证书。`,
    en: `No certificate is kept for "${partner}".`,
  });
}

async function keptAsSuch(secrets: SecretStore, partner: string): Promise<FoundFile[]> {
  const { certificatesIn } = await import('#libs/certificates');
  const kept = (await secrets.list(partner)).filter(
    ({ kind, retiredAt }) => kind === 'certificate' && retiredAt === null,
  );
  const found = kept.map(async ({ id, name, version }) => ({
    place: `${partner}/${name} ${version}`,
    file: certificatesIn((await secrets.certificate(id)) ?? Buffer.alloc(0)),
  }));
  return Promise.all(found);
}

async function insideSecrets(secrets: SecretStore, partner: string): Promise<FoundFile[]> {
  const { certificatesIn } = await import('#libs/certificates');
  const named = (await secrets.list(partner)).filter(
    ({ kind, retiredAt }) => kind === 'secret' && retiredAt === null,
  );
  const names = [...new Set(named.map(({ name }) => name))];
  const found = names.map(async (name) =>
    (await secrets.active(partner, name)).map((value, at) => ({
      place: `${partner}/${name} (${at + 1})`,
      file: certificatesIn(value),
    })),
  );
  return (await Promise.all(found)).flat().filter(({ file }) => file.certificates.length > 0);
}
