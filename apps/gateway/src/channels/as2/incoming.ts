import type { as2 } from '#libs/channels';
import type { Relation } from './relations.js';

/** A transmission between names that we know. */
export interface Incoming {
  readonly relation: Relation;
  readonly messageId: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Somebody with the partner's token has sent it. */
  readonly hasToken: boolean;
}

/** An incoming transmission with everything that an answer to it needs. */
export interface Answerable extends Incoming {
  readonly keys: as2.Keys;
  readonly request: as2.ReceiptRequest | undefined;
}
