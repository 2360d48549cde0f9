export { SchemaLibrary, type SchemaLibraryOptions } from './schema-library.js';
