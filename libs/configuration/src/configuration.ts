import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { loadCodeLists, overlay, type CodeTables } from '#libs/base-data';
import { settingsErrors } from '#libs/channels';
import { codecs } from '#libs/codecs';
import { loadScenarios } from '#libs/conformance';
import type { ReceivedSignatures } from '#libs/journey';
import type { ConfigurationProblem } from '#libs/message';
import { loadRouting } from '#libs/routing';
import { SchemaLibrary } from '#libs/validation';
import type { Configuration } from './active-configuration.js';
import { loadCanonicalDefinitions } from './canonical-definitions.js';
import { demandFolders } from './configuration-files.js';
import { crossCheck } from './cross-check.js';
import { asItIs } from './as-it-is.js';
import { filesUnder, loadMappings } from './load-mappings.js';

export interface LoadOptions {
  /** The number under which the installation keeps this version of the files; messages are marked with it. */
  readonly number?: number;
  /** What the signatures of messages are checked with; without it those that have to be signed are refused. */
  readonly signatures?: ReceivedSignatures;
  /** Mistakes in schemas are not looked for: each is compiled when it is first needed. */
  readonly withSchemasUnread?: boolean;
  /** These files were found without mistakes by this program: schemas and mappings are compiled when they are first needed. */
  readonly isSound?: boolean;
  /** A configuration that was loaded without problems, and the places where the files differ from it. */
  readonly before?: { readonly configuration: Configuration; readonly changed: readonly string[] };
}

type Parts = Omit<Configuration, 'problems' | 'withDecisions'>;

/**
 * Reads the folders under the root. Reading them again gives a new configuration; what is the same as `before` is taken
 * over from there.
 * @throws MissingConfiguration
 */
export function loadConfiguration(root: string, options: LoadOptions = {}): Configuration {
  const { configuration, problems } = read(root, options);
  if (options.withSchemasUnread !== true && options.isSound !== true)
    problems.push(...configuration.schemas.problems());
  return configuration;
}

/**
 * The same for a process that has other work: schemas are compiled one at a time, with that work between.
 * @throws MissingConfiguration
 */
export async function loadConfigurationGently(
  root: string,
  options: LoadOptions = {},
): Promise<Configuration> {
  const { configuration, problems } = read(root, options);
  if (options.isSound === true) return configuration;
  const found = new Map<string, ConfigurationProblem>();
  for (const ref of configuration.schemas.refs()) {
    await setImmediate();
    // messages of one directory share its tables, and so the mistakes in them
    for (const one of configuration.schemas.problemsOf(ref)) found.set(JSON.stringify(one), one);
  }
  problems.push(...found.values());
  return configuration;
}

/** Everything but the mistakes in schemas, which are found when these are compiled and are then to be added. */
function read(
  root: string,
  { number, before, signatures, isSound = false }: LoadOptions,
): { configuration: Configuration; problems: ConfigurationProblem[] } {
  demandFolders(root);
  const { lists, problems: listProblems } = codeListsOf(root, before);
  const routing = loadRouting(
    filesUnder(join(root, 'agreements'), '.yaml').map(({ name, text }) => ({
      file: `agreements/${name}`,
      text,
    })),
    settingsErrors,
  );
  const hasSameNames = lists.names().join() === before?.configuration.fileLists.names().join();
  const known = hasSameNames ? before?.configuration.mappings : [];
  const { mappings, problems: mappingProblems } = loadMappings(join(root, 'mappings'), {
    codeLists: lists.names(),
    known,
    isSound,
  });
  const canonical = loadCanonicalDefinitions(join(root, 'schemas'));
  const asTheyAre = new Map([...canonical.values()].map((one) => [one.schema, asItIs(one)]));
  const byName = new Map(mappings.map((active) => [active.name, active]));
  const { scenarios, problems: scenarioProblems } = loadScenarios(root);
  const parts: Parts = {
    root,
    scenarios,
    number,
    signatures,
    codeLists: lists,
    fileLists: lists,
    routing: routing.table,
    schemas: schemasOf(root, lists, before),
    mappings,
    canonicalTypes: [...canonical.values()],
    mapping: (name) => byName.get(name)?.mapping ?? asTheyAre.get(name),
    canonical: (schema) => canonical.get(schema),
  };
  const problems = [
    ...[...listProblems, ...routing.problems, ...mappingProblems, ...scenarioProblems],
    ...(isSound ? [] : crossCheck(parts, codecs)),
  ];
  return { configuration: complete(parts, problems), problems };
}

function complete(parts: Parts, problems: readonly ConfigurationProblem[]): Configuration {
  const { fileLists, root, schemas } = parts;
  return {
    ...parts,
    problems,
    withDecisions: (rows) => {
      const codeLists = overlay(fileLists, rows);
      const before = { library: schemas, changed: new Set<string>(), hasSameCodeLists: false };
      const library = new SchemaLibrary({ schemasRoot: join(root, 'schemas'), codeLists, before });
      return complete({ ...parts, codeLists, schemas: library }, problems);
    },
  };
}

function codeListsOf(
  root: string,
  before: LoadOptions['before'],
): { lists: CodeTables; problems: ConfigurationProblem[] } {
  const isSame = before?.changed.every((file) => !file.startsWith('code-lists/')) === true;
  return isSame
    ? { lists: before.configuration.fileLists, problems: [] }
    : loadCodeLists(join(root, 'code-lists'));
}

function schemasOf(root: string, codeLists: CodeTables, before: LoadOptions['before']): SchemaLibrary {
  const schemasRoot = join(root, 'schemas');
  if (before === undefined) return new SchemaLibrary({ schemasRoot, codeLists });
  const { configuration, changed } = before;
  const changedSchemas = changed.filter((file) => file.startsWith('schemas/'));
  return new SchemaLibrary({
    schemasRoot,
    codeLists,
    before: {
      library: configuration.schemas,
      changed: new Set(changedSchemas.map((file) => file.slice('schemas/'.length))),
      hasSameCodeLists: configuration.codeLists === codeLists,
    },
  });
}
