import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The published tables as they are in the files: one JSON of segments and codes, one of messages, for each directory. */
export interface PublishedTables {
  readonly Qualifiers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly Segments: Readonly<Record<string, { readonly Elements: readonly PublishedElement[] }>>;
}

export interface PublishedElement {
  readonly Id: string;
  readonly Required?: boolean;
  readonly Repeat?: number;
  readonly DataType?: string;
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly QualifierRef?: string;
  readonly Components?: readonly PublishedElement[];
}

export interface PublishedPlace {
  readonly Id?: string;
  readonly ID?: string;
  readonly Min?: number;
  readonly Max?: number | 'unbounded';
  readonly Loop?: readonly PublishedPlace[];
}

export interface PublishedDirectory {
  readonly tables: PublishedTables;
  readonly messages: ReadonlyMap<string, readonly PublishedPlace[]>;
}

/** @param name of the files, such as `D00B` or `00401` */
export function readPublished(folder: string, name: string): PublishedDirectory {
  const tables = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as PublishedTables;
  const versions = JSON.parse(readFileSync(join(folder, `${name}_versions.json`), 'utf8')) as {
    DocumentTypes: Record<string, { DocumentType: string; TransactionSet: PublishedPlace[] }>;
  };
  const messages = Object.values(versions.DocumentTypes).map(
    (message) => [message.DocumentType, message.TransactionSet] as const,
  );
  return { tables, messages: new Map(messages) };
}
