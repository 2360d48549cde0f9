import type { Principal } from '#libs/partners';
import type { Configuration } from '#libs/configuration';
import type { Viewer } from '#libs/tracking';

/**
 * Whose consignments a caller sees. Operators and authorities see all; systems of our own house too; a person with a partner
 * scope and an outside partner see those of these partners.
 */
export function viewerOf(caller: Principal, { routing }: Pick<Configuration, 'routing'>): Viewer {
  const seesAll = caller.scopes.includes('operations') || caller.scopes.includes('oversight');
  if (seesAll && caller.partners === undefined) return { all: true };
  const systems = caller.partners ?? [caller.id];
  const creditCodes = systems.flatMap((id) => routing.partner(id)?.identifiers.creditCode ?? []);
  return { all: false, systems, creditCodes };
}
