import type { CodeTables, OverlayRows } from '#libs/base-data';
import type { Scenario } from '#libs/conformance';
import type { CanonicalDefinition, Engines } from '#libs/journey';
import type { Mapping } from '#libs/mapping';
import type { ConfigurationProblem } from '#libs/message';

/** A mapping as it is active: its text is kept with the journal under its version. */
export interface ActiveMapping {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly mapping: Mapping;
}

/**
 * The configuration: everything under `agreements`, `mappings`, `schemas` and `code-lists`, read and checked as a whole.
 * It never changes; a new state of the files is a new configuration. It may be used with problems in it: what is wrong is
 * left out, and the process decides whether that is good enough to start.
 */
export interface Configuration extends Engines {
  readonly root: string;
  /** The code lists with what people have decided on top. */
  readonly codeLists: CodeTables;
  /** The code lists as the files have them. */
  readonly fileLists: CodeTables;
  readonly mappings: readonly ActiveMapping[];
  readonly canonicalTypes: readonly CanonicalDefinition[];
  /** What partners have to show before an agreement is live. */
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly ConfigurationProblem[];
  /** The same configuration with decided codes lying on top of the code lists. */
  withDecisions(rows: OverlayRows): Configuration;
}
