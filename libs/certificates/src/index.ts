/**
 * What a certificate (X.509, RFC 5280) says of itself, for people who are to exchange it: in PEM, in DER, or in a PKCS #7 file of several.
 * Nothing here trusts or verifies anything but who issued whom inside one file.
 */
export { certificatesIn, type CertificateFile, type ReadCertificate } from './certificates-in.js';
export { type CertificateFacts, type KeyFacts } from './certificate-facts.js';
export { issuersWithin } from './issuers-within.js';
export { pemBlocks } from './pem-blocks.js';
export { daysLeft, warningsOf, type CertificateWarning } from './certificate-warnings.js';
