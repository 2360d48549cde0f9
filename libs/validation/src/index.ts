export { SchemaLibrary, type SchemaLibraryOptions } from './schema-library.js';
export type { TableCodecOptions } from './table/codec-options.js';
export type { TableSchema } from './table/table-schema.js';
