import type { BusinessKey, CanonicalMessage, SettledVerdict } from '#libs/journey';
import type { LineageEntry } from '#libs/mapping';
import type { FormatName, Issue, PlainValue } from '#libs/message';
import type { AgreementState } from '#libs/routing';
import type { FileState } from '../scenario/scenario.js';

/** What would become of a sample. */
export interface SampleReport {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly format?: FormatName;
  readonly charset?: string;
  /** Local name of the root element, where there is one. */
  readonly rootName?: string;
  /** What all messages of a file are. Undefined when the sample was not read to its end. */
  readonly verdict?: FileState;
  readonly reason?: string;
  /** Of the sample as a whole; those of its records stand at these. */
  readonly issues: readonly Issue[];
  /** A single message, or the records of a file. */
  readonly messages: readonly SampleMessage[];
  readonly records?: Readonly<Record<SettledVerdict, number>>;
  /** Byte for byte what the partner would get, but for ids and times. */
  readonly acknowledgements: readonly { readonly contentType: string; readonly bytes: Uint8Array }[];
  /** There are more records than are examined; nothing is said of the rest, and there is no answer. */
  readonly isCut: boolean;
}

export interface SampleMessage {
  readonly sequence?: number;
  readonly agreement?: { readonly id: string; readonly version: number; readonly state: AgreementState };
  readonly schema?: string;
  readonly verdict: SettledVerdict;
  readonly reason?: string;
  readonly reference?: string;
  readonly issues: readonly Issue[];
  readonly keys: readonly BusinessKey[];
  /** As if the agreement were live. */
  readonly canonicals: readonly (Pick<CanonicalMessage, 'type' | 'version' | 'mapping' | 'mappingVersion'> & {
    readonly value: PlainValue;
    readonly lineage: readonly LineageEntry[];
  })[];
  readonly destinations: readonly SampleDestination[];
}

/** Where it would go besides the customer store. */
export interface SampleDestination {
  readonly id: string;
  readonly partner: string;
  readonly canonicalType: string;
  readonly format: FormatName;
  readonly bytes?: Uint8Array;
  readonly issues: readonly Issue[];
}
