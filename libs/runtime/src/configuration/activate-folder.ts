import {
  changesBetween,
  loadConfigurationGently,
  readConfigurationFiles,
  unpackConfiguration,
  type Configuration,
  type ConfigurationFiles,
  type LoadOptions,
} from '#libs/configuration';
import type { ConfigurationProblem } from '#libs/message';
import type { ConfigurationVersions } from './configuration-versions.js';
import { AnotherVersionActive, type Activation } from './configuration-versions.js';

/** What became of the wish to activate files: they are active, or they are wrong and nothing has changed. */
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
    };

export interface ActivationRequest {
  /** The folder with `agreements`, `mappings`, `schemas` and `code-lists`. */
  readonly root: string;
  /** Where versions are unpacked. */
  readonly unpackInto: string;
  readonly by: string;
  readonly note?: string;
  /** Only when this version is active now. */
  readonly replacing?: number;
  /** A configuration in hand, from which the check may take over what is the same. */
  readonly known?: KnownConfiguration;
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
  { root, unpackInto, known, ...request }: ActivationRequest,
): Promise<ActivationOutcome> {
  const files = readConfigurationFiles(root);
  const active = await versions.active();
  if (active?.version === files.version) {
    if (request.replacing !== undefined && request.replacing !== active.number)
      throw new AnotherVersionActive(active);
    return { kind: 'active', activation: active };
  }
  const folder = unpackConfiguration(unpackInto, files);
  const configuration = await loadConfigurationGently(folder, { before: beforeOf(known, files) });
  if (configuration.problems.length > 0) {
    const problems = atKnownPlaces(configuration.problems, folder);
    await versions.refuse(files.version, request.by, problems);
    return { kind: 'refused', version: files.version, problems };
  }
  const number = await versions.store(files, request.by);
  const activation = await versions.activate(number, request);
  return { kind: 'active', activation, checked: { configuration, files } };
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
