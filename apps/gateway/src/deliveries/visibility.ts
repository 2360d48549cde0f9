import type { Principal } from '#libs/partners';

/** Whether the caller runs the hub, for this partner at least. */
export function operates(caller: Principal, partner: string): boolean {
  return caller.scopes.includes('operations') && (caller.partners?.includes(partner) ?? true);
}

/** Whether what goes to this partner may be seen by the caller. */
export function mayRead(caller: Principal, partner: string): boolean {
  if (caller.kind === 'person') return partnersSeenBy(caller)?.includes(partner) ?? true;
  return operates(caller, partner) || caller.id === partner;
}

/** The partners whose messages and deliveries the caller sees, when it is let in at all; undefined for all. */
export function partnersSeenBy(caller: Principal): readonly string[] | undefined {
  return caller.kind === 'person' || caller.scopes.includes('operations') ? caller.partners : [caller.id];
}
