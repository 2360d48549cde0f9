import { loadCanonicalMessages } from '#libs/canonical';
import type { CanonicalDefinition } from '#libs/journey';
import { compilePath } from '#libs/message';

/** The canonical messages under `schemas/canonical`, by schema name (`canonical/party/1`). */
export function loadCanonicalDefinitions(schemasRoot: string): Map<string, CanonicalDefinition> {
  const definitions = new Map<string, CanonicalDefinition>();
  for (const [schema, model] of loadCanonicalMessages(schemasRoot)) {
    const keys = model.keys.map((key) => ({ type: key.type, path: compilePath(key.path) }));
    definitions.set(schema, { type: model.name, version: Number(model.version), schema, model, keys });
  }
  return definitions;
}
