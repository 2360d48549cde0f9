import { signingKeyOf } from './signing-key.js';

/** What goes with the body of a webhook so that its receiver can tell that it is ours, new and whole. */
export interface SignedHeaders extends Record<string, string> {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * The headers of Standard Webhooks 1.0: one signature for each secret, so that a receiver gets through with either of two.
 * @param secrets texts of `whsec_` or `whsk_` secrets
 * @param id the same at every attempt; without `.`, which separates the parts of what is signed
 * @param at when this attempt is made
 * @throws NotASigningSecret
 */
export function signWebhook(
  secrets: readonly Uint8Array[],
  id: string,
  at: Date,
  body: Uint8Array,
): SignedHeaders {
  if (id.includes('.')) throw new Error(`the id of a webhook has a full stop: ${id}`);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const signatures = secrets.map((secret) => signingKeyOf(secret)(content));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
