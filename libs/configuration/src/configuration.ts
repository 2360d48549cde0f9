import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { loadCodeLists, overlay, type CodeTables } from '#libs/base-data';
import { codecs } from '#libs/codecs';
import { compileMapping } from '#libs/mapping';
import type { ConfigurationProblem } from '#libs/message';
import { loadRouting } from '#libs/routing';
import { SchemaLibrary } from '#libs/validation';
import type { ActiveMapping, Configuration } from './active-configuration.js';
import { loadCanonicalDefinitions } from './canonical-definitions.js';
import { crossCheck } from './cross-check.js';

/** Reads the folders under the root. Reading them again gives a new configuration. */
export function loadConfiguration(root: string): Configuration {
  const { lists, problems: listProblems } = loadCodeLists(join(root, 'code-lists'));
  const routing = loadRouting(filesUnder(join(root, 'agreements'), '.yaml'));
  const { mappings, problems: mappingProblems } = loadMappings(join(root, 'mappings'), lists.names());
  const canonical = loadCanonicalDefinitions(join(root, 'schemas'));
  const byName = new Map(mappings.map((active) => [active.name, active.mapping]));
  const withLists = (codeLists: CodeTables): Omit<Configuration, 'problems' | 'withDecisions'> => ({
    root,
    codeLists,
    routing: routing.table,
    schemas: new SchemaLibrary({ schemasRoot: join(root, 'schemas'), codeLists }),
    mappings,
    canonicalTypes: [...canonical.values()],
    mapping: (name) => byName.get(name),
    canonical: (schema) => canonical.get(schema),
  });
  const plain = withLists(lists);
  const problems = [
    ...listProblems,
    ...routing.problems,
    ...mappingProblems,
    ...plain.schemas.problems(),
    ...crossCheck(plain, codecs),
  ];
  const complete = (state: Omit<Configuration, 'problems' | 'withDecisions'>): Configuration => ({
    ...state,
    problems,
    withDecisions: (rows) => complete(withLists(overlay(lists, rows))),
  });
  return complete(plain);
}

/** Every mapping file; it is called by its place, e.g. `sys-1/order-to-transport-order`. */
export function loadMappings(
  folder: string,
  codeLists?: readonly string[],
): {
  mappings: ActiveMapping[];
  problems: ConfigurationProblem[];
} {
  const mappings: ActiveMapping[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const { file, text } of filesUnder(folder, '.yaml').filter(({ file: name }) =>
    name.includes('-to-'),
  )) {
    const { mapping, problems: found } = compileMapping(text, { file, codeLists });
    problems.push(...found);
    const name = relative(folder, file)
      .replace(/\.yaml$/, '')
      .split(sep)
      .join('/');
    if (mapping !== undefined) mappings.push({ name, file, text, mapping });
  }
  return { mappings, problems };
}

function filesUnder(folder: string, ending: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
