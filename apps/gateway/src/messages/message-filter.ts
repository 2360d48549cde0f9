import { messageStates, type MessageFilter, type MessageState } from '#libs/journal';
import { problem } from '../problem.js';

/** The query parameters of a search, as they came. */
export interface FilterParameters {
  readonly key?: string;
  readonly state?: string;
  readonly sender?: string;
  readonly parent?: string;
  readonly cursor?: string;
  readonly limit?: string;
}

const mostPerPage = 200;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @param senders the caller may see the messages of these only; undefined for all */
export function readFilter(parameters: FilterParameters, senders?: readonly string[]): MessageFilter {
  const { key, state, sender, parent, cursor, limit } = parameters;
  for (const [name, id] of Object.entries({ parent, cursor })) {
    if (id !== undefined && !uuid.test(id)) throw problem('bad-request', { parameter: name });
  }
  if (state !== undefined && !messageStates.includes(state as MessageState)) {
    throw problem('bad-request', { parameter: 'state', allowed: messageStates });
  }
  return {
    key: key === undefined ? undefined : readKey(key),
    state: state as MessageState | undefined,
    sender,
    senders,
    parentId: parent,
    beforeId: cursor,
    limit: readLimit(limit),
  };
}

/** A whole number from 1 to 200, 50 when not given. */
export function readLimit(text: string | undefined): number {
  const limit = text === undefined ? 50 : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostPerPage) {
    throw problem('bad-request', { parameter: 'limit', reason: `1 to ${mostPerPage}` });
  }
  return limit;
}

function readKey(text: string): { type: string; value: string } {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1)
    throw problem('bad-request', { parameter: 'key', reason: '<type>:<value>' });
  return { type: text.slice(0, colon), value: text.slice(colon + 1).replaceAll('\0', '') };
}
