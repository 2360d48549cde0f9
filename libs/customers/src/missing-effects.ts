import type { EntityManager } from 'typeorm';
import type { CanonicalEffect } from '#libs/journey';
import { effectRows } from './effect-rows.js';
import type { RecordDefinition } from './record-definition.js';

/**
 * Those effects of which the store knows nothing. An effect counts as known when its business record is there, by
 * whichever message it was stated last; effects of a type that the store does not keep are never missing.
 */
export async function missingEffects(
  manager: EntityManager,
  definitions: readonly RecordDefinition[],
  effects: readonly CanonicalEffect[],
): Promise<CanonicalEffect[]> {
  const byType = new Map(definitions.map((one) => [`${one.type}/${one.version}`, one]));
  const expected = effects.flatMap((effect) => {
    const definition = byType.get(`${effect.type}/${effect.version}`);
    return definition === undefined ? [] : [{ effect, id: effectRows(effect, definition).record.id }];
  });
  const rows = await manager.query<{ id: string }[]>(
    'SELECT id FROM business_record WHERE id = ANY($1::uuid[])',
    [expected.map(({ id }) => id)],
  );
  const present = new Set(rows.map((row) => row.id));
  return expected.filter(({ id }) => !present.has(id)).map(({ effect }) => effect);
}
