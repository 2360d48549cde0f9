import {
  changesBetween,
  loadConfigurationGently,
  readConfigurationFiles,
  routingOf,
  stateChanges,
  unpackConfiguration,
  type Configuration,
  type ConfigurationFiles,
  type LoadOptions,
} from '#libs/configuration';
import type { ConfigurationProblem } from '#libs/message';
import type { ConformanceReports } from './conformance-reports.js';
import type { ConfigurationVersions } from './configuration-versions.js';
import { AnotherVersionActive, type Activation } from './configuration-versions.js';
import { unproven, type Unproven } from './proof.js';

/**
 * What became of the wish to activate files: they are active; they are wrong, or agreements would go live that have not
 * shown that they can, and nothing has changed.
 */
export type ActivationOutcome =
  | {
      readonly kind: 'active';
      readonly activation: Activation;
      /** What the check has loaded; absent when these files were active already. */
      readonly checked?: KnownConfiguration;
    }
  | {
      readonly kind: 'refused';
      readonly version: string;
      readonly problems: readonly ConfigurationProblem[];
    }
  | { readonly kind: 'unproven'; readonly agreements: readonly Unproven[] };

export interface ActivationTerms {
  /** Where versions are unpacked. */
  readonly unpackInto: string;
  readonly by: string;
  readonly note?: string;
  /** Only when this version is active now. */
  readonly replacing?: number;
  /** A configuration in hand, from which the check may take over what is the same. */
  readonly known?: KnownConfiguration;
  /** Without it nothing has to be proven. */
  readonly conformance?: ConformanceReports;
  /** Why agreements may go live that have not been proven. */
  readonly overrideConformance?: string;
}

export interface ActivationRequest extends ActivationTerms {
  /** The folder with `agreements`, `mappings`, `schemas` and `code-lists`. */
  readonly root: string;
}

/** A configuration without problems, and its files. */
export interface KnownConfiguration {
  readonly configuration: Configuration;
  readonly files: ConfigurationFiles;
}

/**
 * Makes the files of a folder the active configuration, or refuses them as a whole. What is checked is a copy, so that
 * nobody changes the files between the check and the activation.
 * @throws MissingConfiguration, AnotherVersionActive
 */
export async function activateFolder(
  versions: ConfigurationVersions,
  { root, ...terms }: ActivationRequest,
): Promise<ActivationOutcome> {
  return activateFiles(versions, readConfigurationFiles(root), terms);
}

/**
 * The same with files from anywhere. What was looked at for the decision is what they replace: when another version becomes
 * active meanwhile, nothing happens.
 * @throws AnotherVersionActive
 */
export async function activateFiles(
  versions: ConfigurationVersions,
  files: ConfigurationFiles,
  terms: ActivationTerms,
): Promise<ActivationOutcome> {
  const { unpackInto, known, by, note, conformance, overrideConformance } = terms;
  const active = await versions.active();
  if (terms.replacing !== undefined && terms.replacing !== active?.number)
    throw new AnotherVersionActive(active);
  if (active?.version === files.version) return { kind: 'active', activation: active };
  const { configuration, problems } = await check(files, unpackInto, known);
  if (problems.length > 0) {
    await versions.refuse(files.version, by, problems);
    return { kind: 'refused', version: files.version, problems };
  }
  const before = active === undefined ? undefined : await versions.files(active.number);
  const changes = before === undefined ? [] : stateChanges(routingOf(before), configuration.routing);
  const missing =
    conformance === undefined || overrideConformance !== undefined
      ? []
      : await unproven(changes, conformance);
  if (missing.length > 0) return { kind: 'unproven', agreements: missing };
  const number = await versions.store(files, by);
  const effect = { by, note, number, replaced: active?.number, changes, overrideConformance };
  const activation = await versions.activateWith(effect);
  return { kind: 'active', activation, checked: { configuration, files } };
}

/** Everything that is wrong in these files, at their places. */
export async function mistakesIn(
  files: ConfigurationFiles,
  { unpackInto, known }: Pick<ActivationTerms, 'unpackInto' | 'known'>,
): Promise<readonly ConfigurationProblem[]> {
  return (await check(files, unpackInto, known)).problems;
}

async function check(
  files: ConfigurationFiles,
  unpackInto: string,
  known: KnownConfiguration | undefined,
): Promise<{ configuration: Configuration; problems: ConfigurationProblem[] }> {
  const folder = unpackConfiguration(unpackInto, files);
  const configuration = await loadConfigurationGently(folder, { before: beforeOf(known, files) });
  return { configuration, problems: atKnownPlaces(configuration.problems, folder) };
}

function atKnownPlaces(problems: readonly ConfigurationProblem[], folder: string): ConfigurationProblem[] {
  return problems.map((one) => ({ ...one, file: one.file.replace(`${folder}/`, '') }));
}

/** What loading may take over from a configuration, and what it may not. */
export function beforeOf(
  known: KnownConfiguration | undefined,
  files: ConfigurationFiles,
): LoadOptions['before'] {
  if (known === undefined) return undefined;
  const { added, changed, removed } = changesBetween(known.files, files);
  return { configuration: known.configuration, changed: [...added, ...changed, ...removed] };
}
