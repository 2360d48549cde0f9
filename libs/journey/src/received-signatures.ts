import type { Issue } from '#libs/message';

/** Whose signature a message has to have. */
export interface AgreedSigner {
  readonly partner: string;
  /** Name of the partner's secret that has its certificates or public keys. */
  readonly signedBy: string;
  /** When the message was received, ISO 8601: the certificate has to be valid then. */
  readonly at: string;
}

/**
 * `content`: what was signed, as XML in canonical form, in UTF-8. Whatever else the document may have is not signed.
 * `fault`: one of the codes of the layer `signature`, without a location.
 */
export type CheckedSignature =
  | { readonly content: Uint8Array; readonly fault?: undefined }
  | { readonly fault: Issue };

/** Checks XML signatures against the certificates of partners. */
export interface ReceivedSignatures {
  /** @param text the whole document, well-formed. Never throws on data. */
  check(text: string, signer: AgreedSigner): Promise<CheckedSignature>;
}
