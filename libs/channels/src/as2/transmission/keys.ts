import {
  isValidAt,
  readCertificates,
  readIdentity,
  type Certificate,
  type Identity,
} from '../cms/certificate.js';

/** The keys of one relation: two of each while one is being exchanged for the next. */
export interface Keys {
  /** Ours; the newest first. */
  readonly identities: readonly Identity[];
  /** The partner's; the newest first. */
  readonly certificates: readonly Certificate[];
}

/** @throws Error when one of the PEM texts cannot be read */
export function readKeys(identities: readonly Uint8Array[], certificates: readonly Uint8Array[]): Keys {
  return {
    identities: identities.map(readIdentity),
    certificates: certificates.flatMap((pem) => readCertificates(pem)),
  };
}

/** The newest that is valid now: we sign with it, or encrypt for it. */
export function newestValid<T extends Identity | Certificate>(keys: readonly T[]): T | undefined {
  return keys.find(isValidNow);
}

/** Those that are valid now before the others, which may still verify or decrypt what was sent before. */
export function validFirst<T extends Identity | Certificate>(keys: readonly T[]): T[] {
  return [...keys.filter(isValidNow), ...keys.filter((key) => !isValidNow(key))];
}

function isValidNow(key: Identity | Certificate): boolean {
  return isValidAt('certificate' in key ? key.certificate : key, new Date());
}
