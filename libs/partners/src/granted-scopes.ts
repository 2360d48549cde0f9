import { scopes, type GrantedScope } from './credential.entity.js';

const partOfMessages = /^messages:(?:read|(?:send|receive)(?::(?:\*|[a-z][a-z0-9-]{0,60}))?)$/;

export function isGrantedScope(text: string): text is GrantedScope {
  return (scopes as readonly string[]).includes(text) || partOfMessages.test(text);
}

/** Rights that are granted for single types of messages as well; the routes that need them look at the type. */
const givenByType: readonly string[] = ['messages:send', 'messages:receive'];

/**
 * Whether a route that needs one scope is open to the holder of another: the same; a wider one (`messages` for
 * `messages:send`); or, of sending and receiving, the right for one type (`messages:send:transport-order`), of which the
 * route itself looks how far it goes. A part of anything else opens nothing.
 */
export function opens(granted: string, needed: string): boolean {
  if (granted === needed || needed.startsWith(`${granted}:`)) return true;
  return givenByType.includes(needed) && granted.startsWith(`${needed}:`);
}

/** Whether messages of a type may be sent, or received, with these scopes. */
export function allowsType(
  granted: readonly string[],
  direction: 'send' | 'receive',
  canonicalType: string,
): boolean {
  const wide = ['messages', `messages:${direction}`, `messages:${direction}:*`];
  return granted.some((scope) => wide.includes(scope) || scope === `messages:${direction}:${canonicalType}`);
}

/** Whether everything may be sent, or received, also what nobody knows the type of. */
export function allowsEveryType(granted: readonly string[], direction: 'send' | 'receive'): boolean {
  return allowsType(granted, direction, '*');
}

/**
 * Of what a client asks for, what it may have: scopes that it was granted, and parts of them. Nothing asked for means
 * everything that was granted.
 * @returns undefined when it asks for something else
 */
export function narrowed(
  granted: readonly GrantedScope[],
  asked: string | undefined,
): readonly GrantedScope[] | undefined {
  if (asked === undefined || asked.trim() === '') return granted;
  const wanted = asked.trim().split(/ +/);
  const isGranted = (scope: string): boolean => granted.some((one) => contains(one, scope));
  return wanted.every((scope) => isGrantedScope(scope) && isGranted(scope))
    ? ([...new Set(wanted)] as GrantedScope[])
    : undefined;
}

function contains(wider: string, scope: string): boolean {
  return wider === scope || scope.startsWith(`${wider.replace(/:\*$/, '')}:`);
}
