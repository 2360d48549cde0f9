import { randomBytes } from 'node:crypto';
import { contentDigest } from './content-digest.js';
import { signatureBase, type SignableRequest } from './signature-base.js';
import type { SignatureKey } from './signature-key.js';

export interface SigningOptions {
  /** By which the other side finds the key. */
  readonly keyId: string;
  readonly key: SignatureKey;
  /** Default now. */
  readonly created?: Date;
  /** How long the signature is good; default 300. */
  readonly seconds?: number;
}

/**
 * Signs a request: method, address, body by its digest and, when there is one, the type of the body.
 * @param body undefined when there is none
 * @returns the headers to be added: Content-Digest, Signature-Input and Signature
 */
export async function signRequest(
  request: SignableRequest,
  body: Uint8Array | undefined,
  { keyId, key, created = new Date(), seconds = 300 }: SigningOptions,
): Promise<Record<string, string>> {
  const digest = body === undefined ? undefined : contentDigest(body);
  const headers = { ...request.headers, 'content-digest': digest };
  const fields = ['content-digest', 'content-type'] as const;
  const there = fields.filter((name) => (headers as SignableRequest['headers'])[name] !== undefined);
  const components = ['@method', '@target-uri', ...there];
  const since = Math.floor(created.getTime() / 1_000);
  const nonce = randomBytes(18).toString('base64url');
  const parameters =
    `(${components.map((name) => `"${name}"`).join(' ')});created=${since};expires=${since + seconds}` +
    `;keyid="${keyId}";alg="${key.algorithm}";nonce="${nonce}"`;
  const base = signatureBase({ ...request, headers }, components, parameters)!;
  const signature = await key.sign(Buffer.from(base));
  return {
    ...(digest === undefined ? {} : { 'content-digest': digest }),
    'signature-input': `sig1=${parameters}`,
    signature: `sig1=:${signature.toString('base64')}:`,
  };
}
