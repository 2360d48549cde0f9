import type { ReadCertificate } from './certificates-in.js';

/** For each certificate of a file the place (from 0) of the one in it that issued and signed it; undefined when that is not there. */
export function issuersWithin(certificates: readonly ReadCertificate[]): (number | undefined)[] {
  return certificates.map(({ x509 }, own) => {
    const place = certificates.findIndex((other, at) => at !== own && isIssuer(other, x509));
    return place < 0 ? undefined : place;
  });
}

function isIssuer({ x509: issuer }: ReadCertificate, subject: ReadCertificate['x509']): boolean {
  try {
    return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
  } catch {
    // a key that cannot verify has not signed
    return false;
  }
}
