/**
 * Signed HTTP requests: HTTP Message Signatures (RFC 9421) over the parts that matter and a digest of the body (RFC 9530).
 * Three kinds of signatures: Ed25519 and HMAC-SHA256 as the RFC has them, and SM2 with SM3 (GM/T 0009) under the name
 * `sm2-sm3`, which is not registered. It knows nothing of servers and stores: requests and keys are handed in.
 */
export { contentDigest, DigestCheck } from './content-digest.js';
export { readKey, type SignatureAlgorithm, type SignatureKey } from './signature-key.js';
export { signRequest, type SigningOptions } from './sign-request.js';
export type { SignableRequest } from './signature-base.js';
export {
  claimedSignature,
  verifySignature,
  type ClaimedSignature,
  type SignatureFault,
} from './verify-signature.js';
