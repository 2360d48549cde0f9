import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { loadCodeLists, overlay, type CodeTables } from '#libs/base-data';
import { codecs } from '#libs/codecs';
import { compileMapping } from '#libs/mapping';
import { describeProblem, type ConfigurationProblem } from '#libs/message';
import { loadRouting } from '#libs/routing';
import { SchemaLibrary } from '#libs/validation';
import type { ActiveMapping, Configuration } from './active-configuration.js';
import { loadCanonicalDefinitions } from './canonical-definitions.js';
import { crossCheck } from './cross-check.js';

/** Some of the folders are not there: without them there is no configuration, not even a wrong one. */
export class MissingConfiguration extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map((problem) => describeProblem(problem, 'en')).join('\n'));
    this.name = 'MissingConfiguration';
  }
}

/**
 * Reads the folders under the root. Reading them again gives a new configuration.
 * @throws MissingConfiguration
 */
export function loadConfiguration(root: string): Configuration {
  const missing = missingFolders(root);
  if (missing.length > 0) throw new MissingConfiguration(missing);
  const { lists, problems: listProblems } = loadCodeLists(join(root, 'code-lists'));
  const routing = loadRouting(
    filesUnder(join(root, 'agreements'), '.yaml').map(({ name, text }) => ({
      file: `agreements/${name}`,
      text,
    })),
  );
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
): { mappings: ActiveMapping[]; problems: ConfigurationProblem[] } {
  const mappings: ActiveMapping[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const { name, text } of filesUnder(folder, '.yaml').filter((one) => one.name.includes('-to-'))) {
    const file = `mappings/${name}`;
    const { mapping, problems: found } = compileMapping(text, { file, codeLists });
    problems.push(...found);
    if (mapping !== undefined) mappings.push({ name: name.replace(/\.yaml$/, ''), file, text, mapping });
  }
  return { mappings, problems };
}

function missingFolders(root: string): ConfigurationProblem[] {
  return ['agreements', 'mappings', 'schemas', 'code-lists']
    .filter((name) => !existsSync(join(root, name)))
    .map((name) => ({
      file: join(root, name),
      message: { zh: '没有该目录。', en: 'There is no such folder.' },
    }));
}

/** Files by their names under the folder, with `/` between the parts. */
function filesUnder(folder: string, ending: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name: name.split(sep).join('/'), text: readFileSync(join(folder, name), 'utf8') }));
}
