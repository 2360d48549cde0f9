import { as2 } from '#libs/channels';
import type { WrittenMdn } from '#libs/transmissions';
import type { Answerable } from './incoming.js';

export interface Said {
  readonly disposition: as2.Disposition;
  readonly mic?: as2.Mic;
  readonly explanation: string;
}

/** The MDN that the sender has asked for; undefined when it has asked for none. */
export function mdnFor(
  { relation, messageId, keys, request }: Answerable,
  said: Said,
): WrittenMdn | undefined {
  if (request === undefined) return undefined;
  const identity = as2.newestValid(keys.identities);
  const { as2From, as2To } = relation.settings;
  const facts = { from: as2From, to: as2To, originalMessageId: messageId, ...said };
  const isSigned = request.isSigned && identity !== undefined;
  return as2.writeMdn(facts, isSigned ? { identity, digest: request.digest ?? 'sha-256' } : undefined);
}

/** For a pair of names that nobody has agreed on: there is no key to sign with, nor anything to tell. */
export function mdnForStranger(from: string, to: string, messageId: string, isSame: boolean): WrittenMdn {
  const modifier = isSame ? 'sender-equals-receiver' : 'authentication-failed';
  const explanation = isSame
    ? 'Sender and receiver have the same AS2 name.'
    : 'Nobody has agreed on AS2 between these names.';
  const disposition = { kind: 'error', modifier } as const;
  return as2.writeMdn({ from: to, to: from, originalMessageId: messageId, disposition, explanation });
}
