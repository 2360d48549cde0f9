import { codecFor } from '#libs/codecs';
import {
  address,
  type CanonicalMessage,
  type Engines,
  type OutgoingMessage,
  type SettledOutcome,
} from '#libs/journey';
import { fromPlainValue, hasErrors, type Document, type Issue, type PlainValue } from '#libs/message';
import { destinationInTest, RoutingTable, type Destination } from '#libs/routing';
import type { SentSample } from '../scenario/scenario.js';
import { wholeMessage } from '../whole-message.js';
import { canonicalSamples } from './canonical-samples.js';
import { damaged } from './damaged.js';

/** The sender of messages that we make ourselves. */
const ourselves = 'bianzu';

export interface TestMessage {
  /** As if it had been received from ourselves and were to leave for the destination in test. */
  readonly outcome: SettledOutcome;
  /** Its bytes are to be cut when it is an interchange, which has none before it has its number. */
  readonly isCut: boolean;
}

/**
 * Makes the message of a step of a receiver: a canonical sample, with a number of its own, by the agreement's own mapping.
 * @param number its `documentId`: what the partner may acknowledge it by
 * @returns the faults of the last sample that was tried when none can be written
 */
export function testMessage(
  engines: Engines & { readonly root: string },
  destination: Destination,
  send: SentSample,
  number: string,
): { readonly message?: TestMessage; readonly issues: readonly Issue[] } {
  const mapping = engines.mapping(destination.mapping);
  const definition = engines.canonical(mapping?.from.schema ?? '');
  if (mapping === undefined || definition === undefined)
    throw new Error(
      `destination ${destination.id} names no mapping ${destination.mapping} from a canonical message`,
    );
  let issues: readonly Issue[] = [];
  for (const sample of canonicalSamples(engines.root, mapping, send)) {
    const value: PlainValue = { ...sample, documentId: number, issuedAt: new Date().toISOString() };
    const canonical = canonicalOf(value, definition);
    const { message, outgoing } = addressed(canonical, destination, engines);
    issues = outgoing?.issues ?? [];
    if (outgoing === undefined || (outgoing.bytes === undefined && outgoing.interchange === undefined))
      continue;
    const outcome: SettledOutcome = {
      message,
      verdict: 'accepted',
      format: 'json',
      charset: 'utf-8',
      issues: [],
      canonicals: [],
      keys: [],
      outgoing: [damaged(outgoing, send)],
    };
    return { message: { outcome, isCut: send.isCut === true }, issues };
  }
  return { issues };
}

function canonicalOf(
  value: PlainValue,
  { type, version, schema }: { type: string; version: number; schema: string },
): CanonicalMessage {
  const document: Document = { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
  const { bytes: json } = codecFor('json').encode(document);
  return {
    ordinal: 0,
    type,
    version,
    document,
    value,
    json,
    mapping: schema,
    mappingVersion: String(version),
  };
}

/** Through the stage that writes messages for destinations, with a route to nobody else. */
function addressed(
  canonical: CanonicalMessage,
  destination: Destination,
  engines: Engines,
): { message: SettledOutcome['message']; outgoing?: OutgoingMessage } {
  const { type, version, json } = canonical;
  const sample = { bytes: json, contentType: 'application/json', fileName: `${type}.${version}.json` };
  const message = { ...wholeMessage(sample, ourselves), configuration: engines.number };
  const there: Destination = { ...destinationInTest(destination), state: 'live' };
  const route = { id: 'test', canonical: type, destinations: [there.id] };
  const routing = new RoutingTable(engines.routing.partners, [there], [route]);
  const [outgoing] = address([canonical], message, { ...engines, routing });
  return {
    message,
    outgoing: outgoing && hasErrors(outgoing.issues) ? { ...outgoing, bytes: undefined } : outgoing,
  };
}
