import { signatureBase, type SignableRequest } from './signature-base.js';
import type { SignatureKey } from './signature-key.js';

/** A signature as a request has it, before anybody has looked whether it is right. */
export interface ClaimedSignature {
  readonly components: readonly string[];
  /** The inner list with its parameters, as it stands in Signature-Input. */
  readonly parameters: string;
  readonly signature: Buffer;
  readonly keyId: string;
  readonly algorithm: string | undefined;
  readonly nonce: string;
  readonly created: Date;
  readonly expires: Date;
}

/** Why a signature is not taken. */
export type SignatureFault =
  | 'unreadable'
  | 'incomplete'
  | 'not-covered'
  | 'too-old'
  | 'from-the-future'
  | 'wrong-key'
  | 'wrong';

/** A signature is good for no longer than this, whatever it says; a clock may be wrong by as much as the second. */
const longestSeconds = 300;
const clockSkewSeconds = 60;
const longestField = 4_000;

/**
 * The one signature of a request.
 * @returns undefined when there is none; a fault when it cannot be read, or lacks keyid, created or nonce
 */
export function claimedSignature({
  headers,
}: SignableRequest): ClaimedSignature | SignatureFault | undefined {
  const [input, field] = [textOf(headers['signature-input']), textOf(headers.signature)];
  if (input === undefined && field === undefined) return undefined;
  if (input === undefined || field === undefined || input.length > longestField) return 'unreadable';
  const [, label = '', list = '', tail = ''] =
    /^([a-z*][a-z0-9_*.-]*)=(\([^()]*\))((?:;[^,]*)?)$/.exec(input) ?? [];
  const value = /^([a-z*][a-z0-9_*.-]*)=:([A-Za-z0-9+/=]+):$/.exec(field);
  const components = componentsIn(list);
  if (components === undefined || value?.[1] !== label) return 'unreadable';
  const parameters = parametersIn(tail);
  if (parameters === undefined) return 'unreadable';
  const { created, expires, keyid, nonce, alg } = parameters;
  if (typeof created !== 'number' || typeof keyid !== 'string' || typeof nonce !== 'string' || nonce === '')
    return 'incomplete';
  const until = Math.min(typeof expires === 'number' ? expires : Infinity, created + longestSeconds);
  return {
    components,
    parameters: list + tail,
    signature: Buffer.from(value[2]!, 'base64'),
    keyId: keyid,
    algorithm: typeof alg === 'string' ? alg : undefined,
    nonce,
    created: new Date(created * 1_000),
    expires: new Date(until * 1_000),
  };
}

/**
 * Examines a signature: that it covers the request, is of this time, and was made with one of the keys. Whether its nonce
 * was used before, and whether the body has the digest, is for the caller to find out.
 * @returns undefined when it is right
 */
export async function verifySignature(
  request: SignableRequest,
  claimed: ClaimedSignature,
  keys: readonly SignatureKey[],
  now = new Date(),
): Promise<SignatureFault | undefined> {
  const { components, algorithm, created, expires } = claimed;
  if (!covers(request, components)) return 'not-covered';
  if (expires <= now) return 'too-old';
  if (created.getTime() > now.getTime() + clockSkewSeconds * 1_000) return 'from-the-future';
  // the key says how it is used; what the signature says must not contradict it
  const fitting = keys.filter((key) => algorithm === undefined || key.algorithm === algorithm);
  if (fitting.length === 0) return 'wrong-key';
  const base = signatureBase(request, components, claimed.parameters);
  if (base === undefined) return 'not-covered';
  for (const key of fitting) if (await key.verify(Buffer.from(base), claimed.signature)) return undefined;
  return 'wrong';
}

/** Whoever has only the signature must not be able to send something else with it. */
function covers({ headers, url }: SignableRequest, components: readonly string[]): boolean {
  const has = (name: string): boolean => components.includes(name);
  const isQueryCovered = has('@query') || !url.includes('?');
  const isAddressCovered = has('@target-uri') || has('@request-target') || (has('@path') && isQueryCovered);
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return has('@method') && isAddressCovered && (!hasBody || has('content-digest'));
}

/** Component identifiers without parameters, each once; others are not understood here. */
function componentsIn(list: string): string[] | undefined {
  if (!/^\((?:"[a-z0-9@_-]+"(?: "[a-z0-9@_-]+")*)?\)$/.test(list)) return undefined;
  const names = [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  return new Set(names).size === names.length ? names : undefined;
}

function parametersIn(tail: string): Record<string, string | number> | undefined {
  const found: Record<string, string | number> = {};
  const form = /;([a-z*][a-z0-9_*.-]*)=(?:"((?:[^"\\]|\\["\\])*)"|(\d{1,15}))/y;
  for (let at = 0; at < tail.length; at = form.lastIndex) {
    form.lastIndex = at;
    const match = form.exec(tail);
    const [, name = '', text, number] = match ?? [];
    if (match === null || Object.hasOwn(found, name)) return undefined;
    found[name] = text === undefined ? Number(number) : text.replaceAll(/\\(["\\])/g, '$1');
  }
  return found;
}

function textOf(field: string | readonly string[] | undefined): string | undefined {
  return typeof field === 'string' ? field.trim() : field === undefined ? undefined : field.join(', ');
}
