import { IssuerAndSerialNumber } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { der, smallInteger } from './der.js';
import { octetsOf, tags, type Element } from './ber.js';
import type { Certificate } from './certificate.js';

const byKeyIdentifier = 0x80;
const byKeyIdentifierInPieces = 0xa0;

/** Whether a SignerIdentifier or RecipientIdentifier (RFC 5652 sections 5.3 and 6.2.1) names this certificate. */
export function names(identifier: Element, certificate: Certificate): boolean {
  if (identifier.tag === byKeyIdentifier || identifier.tag === byKeyIdentifierInPieces)
    return certificate.keyIdentifier?.equals(octetsOf(identifier)) === true;
  if (identifier.tag !== tags.sequence) return false;
  const { issuer, serialNumber } = AsnConvert.parse(identifier.bytes, IssuerAndSerialNumber);
  return (
    certificate.serialNumber.equals(Buffer.from(serialNumber)) &&
    certificate.issuer.equals(Buffer.from(AsnConvert.serialize(issuer)))
  );
}

/** IssuerAndSerialNumber of a certificate, in DER. */
export function nameOf({ issuer, serialNumber }: Certificate): Buffer {
  return der(tags.sequence, issuer, der(smallInteger(0)[0]!, serialNumber));
}
