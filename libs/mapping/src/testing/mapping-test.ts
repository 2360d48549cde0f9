import type { YamlPlace } from '../file/yaml-place.js';

/** One entry of `tests` in a mapping file. */
export interface MappingTest {
  readonly name: string;
  readonly place: YamlPlace;
  /** A file name, the text of a message, or its plain value. */
  readonly given: unknown;
  readonly expect?: unknown;
  readonly issues?: readonly ExpectedIssue[];
  readonly sender?: string;
  readonly receiver?: string;
  readonly now?: string;
  readonly messageId?: string;
}

export interface ExpectedIssue {
  readonly code: string;
  readonly at?: string;
  readonly value?: string;
  readonly severity?: string;
}
