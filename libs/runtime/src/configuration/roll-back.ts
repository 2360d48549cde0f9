import { activateFiles, type ActivationOutcome, type ActivationTerms } from './activate-folder.js';
import type { Activation, ConfigurationVersions } from './configuration-versions.js';

/** There is no such version to go back to. */
export class NoSuchVersion extends Error {
  constructor(readonly number: number | undefined) {
    super(number === undefined ? 'there is no version before' : `there is no version ${number}`);
    this.name = 'NoSuchVersion';
  }
}

/**
 * Makes an earlier version the active one again: `to`, or else the one that was active before the one that is. Going back
 * twice is going forward again. What was live then needs no new proof.
 * @throws NoSuchVersion, AnotherVersionActive
 */
export async function rollBack(
  versions: ConfigurationVersions,
  to: number | undefined,
  terms: Omit<ActivationTerms, 'conformance' | 'overrideConformance'>,
): Promise<ActivationOutcome> {
  const number = to ?? (await versionBefore(versions))?.number;
  if (number === undefined || !(await versions.has(number))) throw new NoSuchVersion(number);
  return activateFiles(versions, await versions.files(number), terms);
}

/** The version that was active before the one that is. */
export async function versionBefore(versions: ConfigurationVersions): Promise<Activation | undefined> {
  const [active, ...before] = await versions.activations(100);
  return before.find(({ number }) => number !== active?.number);
}
