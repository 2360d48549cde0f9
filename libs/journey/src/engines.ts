import type { CodeLists } from '#libs/base-data';
import type { MessageModel } from '#libs/canonical';
import type { Mapping } from '#libs/mapping';
import type { Path } from '#libs/message';
import type { RoutingTable } from '#libs/routing';
import type { SchemaLibrary } from '#libs/validation';
import type { ReceivedSignatures } from './received-signatures.js';

/** What a canonical message is called, and where its business keys are. */
export interface CanonicalDefinition {
  readonly type: string;
  readonly version: number;
  readonly schema: string;
  readonly model: MessageModel;
  readonly keys: readonly { readonly type: string; readonly path: Path }[];
}

/**
 * Everything that the stages look things up in: one consistent state of the configuration. A message makes its whole
 * journey with the engines that it began with.
 */
export interface Engines {
  /** Under which the installation keeps this state; messages are marked with it. */
  readonly number?: number;
  readonly routing: RoutingTable;
  readonly schemas: SchemaLibrary;
  readonly codeLists: CodeLists;
  /** Absent where no certificates are, as on the command line: what has to be signed is refused there. */
  readonly signatures?: ReceivedSignatures;
  mapping(name: string): Mapping | undefined;
  /** By schema, e.g. `canonical/transport-order/1`. */
  canonical(schema: string): CanonicalDefinition | undefined;
}

/**
 * The configuration in use, or, with a number, the one that was in use under it.
 * @throws CannotGoOn when that one cannot be used any more
 */
export type EnginesSource = (number?: number) => Promise<Engines>;
