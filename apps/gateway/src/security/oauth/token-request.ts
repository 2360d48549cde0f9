import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { readBody } from '../../intake/read-body.js';

const largestBytes = 16 * 1024;

/** An error of RFC 6749, 5.2. */
export class TokenRefusal extends Error {
  constructor(
    readonly code: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope',
    message: string,
  ) {
    super(message);
    this.name = 'TokenRefusal';
  }
}

/** What a client has sent to the token endpoint. */
export interface TokenRequest {
  readonly scope: string | undefined;
  readonly proof: ClientProof;
}

/** How the client shows who it is: `client_secret_basic` or `client_secret_post`, or `private_key_jwt` (RFC 7523). */
export type ClientProof =
  | { readonly kind: 'secret'; readonly id: string; readonly secret: string }
  | { readonly kind: 'assertion'; readonly assertion: string };

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** @throws TokenRefusal */
export async function readTokenRequest(request: FastifyRequest): Promise<TokenRequest> {
  const { head, rest } = await readBody((request.body ?? Readable.from([])) as Readable, largestBytes);
  if (rest !== undefined) throw new TokenRefusal('invalid_request', 'the body is too long');
  const form = new URLSearchParams(Buffer.from(head).toString('utf8'));
  for (const name of new Set(form.keys()))
    if (form.getAll(name).length > 1) throw new TokenRefusal('invalid_request', `${name} comes twice`);
  if (form.get('grant_type') !== 'client_credentials')
    throw new TokenRefusal('unsupported_grant_type', 'grant_type must be client_credentials');
  const scope = form.get('scope') ?? undefined;
  const proofs = [proofInHeader(request), proofInForm(form), assertionIn(form)].filter(
    (one) => one !== undefined,
  );
  const [proof, another] = proofs;
  if (another !== undefined)
    throw new TokenRefusal('invalid_request', 'the client shows who it is in two ways');
  if (proof === undefined) throw new TokenRefusal('invalid_client', 'the client does not show who it is');
  return { scope, proof };
}

function proofInHeader({ headers }: FastifyRequest): ClientProof | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]{1,4000}=*)$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) throw new TokenRefusal('invalid_client', 'the Authorization header cannot be read');
  return { kind: 'secret', id: decoded(text.slice(0, colon)), secret: decoded(text.slice(colon + 1)) };
}

function proofInForm(form: URLSearchParams): ClientProof | undefined {
  const [id, secret] = [form.get('client_id'), form.get('client_secret')];
  if (secret === null) return undefined;
  if (id === null) throw new TokenRefusal('invalid_client', 'client_id is missing');
  return { kind: 'secret', id, secret };
}

function assertionIn(form: URLSearchParams): ClientProof | undefined {
  const assertion = form.get('client_assertion');
  if (assertion === null) return undefined;
  if (form.get('client_assertion_type') !== jwtBearer)
    throw new TokenRefusal('invalid_request', `client_assertion_type must be ${jwtBearer}`);
  return { kind: 'assertion', assertion };
}

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new TokenRefusal('invalid_client', 'the Authorization header cannot be read');
  }
}
