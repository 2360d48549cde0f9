import {
  receiptTimeOf,
  type BusinessKey,
  type CanonicalDefinition,
  type SettledOutcome,
} from '#libs/journey';
import type { DocumentNode, TraceContext } from '#libs/message';
import { canonicalEventType, verdictTypes } from './event-type.js';

/** Business keys by which partners may choose. Phone numbers and the like are none: they would show in every event. */
export const keyTypes = ['order', 'waybill', 'container', 'wagon', 'customer'] as const;

/** Something that subscribers may hear of. Its id follows from what it tells, so it is the same whenever it is told. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly messageId: string;
  readonly ordinal: number;
  /** Partner that sent the message. */
  readonly sender: string;
  readonly keys: readonly BusinessKey[];
  /** URI of the schema of `json`. */
  readonly schema?: string;
  /** The data as JSON. */
  readonly json: Uint8Array;
  readonly trace?: TraceContext;
  /** Of an event about a canonical message; decides who may hear of it. */
  readonly canonical?: { readonly type: string; readonly root: DocumentNode };
}

/** A canonical message as it was made, or as the journal keeps it. */
export interface TellableMessage {
  readonly messageId: string;
  readonly ordinal: number;
  readonly sender: string;
  readonly type: string;
  readonly version: number;
  readonly json: Uint8Array;
  readonly root: DocumentNode;
  readonly trace?: TraceContext;
}

/** Knows the business keys of canonical messages, by schema. */
export type Definitions = (schema: string) => CanonicalDefinition | undefined;

export function canonicalEvent(message: TellableMessage, definitions: Definitions): WebhookEvent {
  const { messageId, ordinal, sender, type, version, json, root, trace } = message;
  const definition = definitions(`canonical/${type}/${version}`);
  const keys = (definition?.keys ?? []).flatMap((key) =>
    key.path.select(root).flatMap(({ text }) => (text ? [{ type: key.type, value: text }] : [])),
  );
  return {
    id: `evt-${messageId}-${ordinal}`,
    type: canonicalEventType(type, version),
    time: receiptTimeOf(messageId),
    messageId,
    ordinal,
    sender,
    keys: choosable(keys),
    schema: `bianzu:/canonical/${type}/${version}.schema.json`,
    json,
    trace,
    canonical: { type, root },
  };
}

/** What the sender is told of a message of its own. */
export interface ToldVerdict {
  readonly messageId: string;
  readonly sender: string;
  readonly state: 'accepted' | 'refused';
  /** Code of the issue that decided. */
  readonly reason?: string;
  /** The sender's own number of the message. */
  readonly reference?: string;
  readonly agreement?: string;
  readonly keys: readonly BusinessKey[];
  readonly trace?: TraceContext;
}

export function verdictEvent(told: ToldVerdict): WebhookEvent {
  const { messageId, sender, state, reason, reference, agreement, keys, trace } = told;
  const data = { messageId, state, reason, reference, agreement, message: `/v1/messages/${messageId}` };
  return {
    id: `evt-${messageId}-${state}`,
    type: verdictTypes[state],
    time: receiptTimeOf(messageId),
    messageId,
    ordinal: 0,
    sender,
    keys: inOrder(choosable(keys)),
    json: Buffer.from(JSON.stringify(data)),
    trace,
  };
}

/**
 * By type and value, whatever order they were found in: an event that is made again from the journal is about the same thing.
 */
function inOrder(keys: readonly BusinessKey[]): BusinessKey[] {
  const place = ({ type }: BusinessKey): number => keyTypes.findIndex((one) => one === type);
  return [...keys].sort((a, b) => place(a) - place(b) || (a.value < b.value ? -1 : 1));
}

function choosable(keys: readonly BusinessKey[]): BusinessKey[] {
  const known = keys.filter(({ type }) => keyTypes.some((one) => one === type));
  return [...new Map(known.map((key) => [`${key.type}\n${key.value}`, key])).values()];
}

/** What there is to tell when the journey of a message has ended. Tests have no effect, and nobody hears of them. */
export function eventsOf(outcome: SettledOutcome, definitions: Definitions): WebhookEvent[] {
  const { message, canonicals, verdict, keys, reason, reference, agreement, isTest } = outcome;
  const { id: messageId, sender = '' } = message.envelope;
  if (isTest === true || sender === '') return [];
  const trace = message.envelope;
  const told = canonicals.map(({ ordinal, type, version, json, document }) =>
    canonicalEvent(
      { messageId, ordinal, sender, type, version, json, root: document.root, trace },
      definitions,
    ),
  );
  if (!isWorthTelling(outcome)) return told;
  const state = verdict === 'accepted' ? 'accepted' : 'refused';
  const facts = {
    messageId,
    sender,
    state,
    reason,
    reference,
    agreement: agreement?.id,
    keys,
    trace,
  } as const;
  return [...told, verdictEvent(facts)];
}

/** Of a file the file is told, and of its records those that were refused: what is well needs no hundred thousand events. */
function isWorthTelling({ verdict, message }: SettledOutcome): boolean {
  return verdict === 'refused' || (verdict === 'accepted' && message.part === undefined);
}
