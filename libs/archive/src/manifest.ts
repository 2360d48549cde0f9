/**
 * Archive 归档: days of the journal as files that can be read without a database, by this program or by any that knows
 * gzip and JSON. A part of the archive is three files of one name, `20261122-1` for instance:
 *
 * - `<name>.index.ndjson.gz`: a line for every message, in the order of receipt: all that the journal knew of it, and where
 *   its bytes are;
 * - `<name>.data`: gzip members one after the other, each with the bytes of some messages;
 * - `<name>.manifest.json`: sizes and SHA-256 hashes of the other two. It is written last, so a part with a manifest is
 *   complete, and one without was interrupted and is written anew.
 */
export interface Manifest {
  readonly format: 1;
  readonly name: string;
  /** UTC, `2026-11-22`. */
  readonly day: string;
  readonly writtenAt: string;
  readonly messages: number;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** A message on its way into the archive: what is known of it, as JSON, and its bytes by name. */
export interface ArchivedMessage {
  readonly id: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** For instance `payload`, `canonical/0`, `delivery/<id>`. */
  readonly blobs: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Where bytes are: in the gzip member that begins at `memberAt` of the data file; `at` counts its unpacked bytes. */
export interface BlobPlace {
  readonly name: string;
  readonly memberAt: number;
  readonly at: number;
  readonly length: number;
}

export interface IndexLine {
  readonly id: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly blobs: readonly BlobPlace[];
}

export const indexEnding = '.index.ndjson.gz';
export const dataEnding = '.data';
export const manifestEnding = '.manifest.json';
