import type { Principal } from '#libs/partners';

/** Whether the caller runs the hub, for this partner at least. */
export function operates(caller: Principal, partner: string): boolean {
  return caller.scopes.includes('operations') && (caller.partners?.includes(partner) ?? true);
}

/** Whether what goes to this partner may be seen by the caller. */
export function mayRead(caller: Principal, partner: string): boolean {
  return operates(caller, partner) || (caller.kind !== 'person' && caller.id === partner);
}

/** The partners whose deliveries the caller sees; undefined for all. */
export function partnersSeenBy(caller: Principal): readonly string[] | undefined {
  return caller.scopes.includes('operations') ? caller.partners : [caller.id];
}
