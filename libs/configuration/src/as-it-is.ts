import type { CanonicalDefinition } from '#libs/journey';
import { MappedDocument, type Mapping } from '#libs/mapping';
import type { ConfigurationProblem } from '#libs/message';
import type { Destination } from '#libs/routing';

/**
 * The mapping that changes nothing: a destination that takes canonical messages as they are names their schema as its mapping, e.g.
 * `canonical/statistics-report/1`.
 */
export function asItIs({ schema }: Pick<CanonicalDefinition, 'schema'>): Mapping {
  return {
    name: schema,
    version: 'as-it-is',
    file: `schemas/${schema}.schema.json`,
    from: { format: 'json', schema },
    to: { format: 'json', schema },
    tests: [],
    rules: [],
    branches: [],
    run: (document) => ({ documents: [new MappedDocument(document, [], 'json')], issues: [] }),
  };
}

/** What does not fit in a destination whose mapping is a canonical schema. */
export function asItIsProblems(
  file: string,
  { mapping, schema, format }: Destination,
): ConfigurationProblem[] {
  if (schema === mapping && (format === 'json' || format === 'xml')) return [];
  const zh = `“${mapping}”原样发出，schema 应相同，format 为 json 或 xml。`;
  const en = `"${mapping}" leaves as it is: the schema has to be the same, and the format json or xml.`;
  return [{ file, message: { zh, en } }];
}
