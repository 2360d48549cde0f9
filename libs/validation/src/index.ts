export type {
  CompositeDefinition,
  ElementDefinition,
  MessageDefinition,
  PartDefinition,
  SegmentDefinition,
  StructureItem,
} from './edi/definitions/definitions.js';
export { DefinitionLibrary } from './edi/definitions/definition-library.js';
export type { CompiledPart } from './edi/elements/compiled-segment.js';
export type { OutlinedSegment } from './edi/outline/outlined-segment.js';
export { messagesIn, type EdiMessage } from './edi/messages-in.js';
export type { EdiName, EdiNames } from './edi/definitions/edi-names.js';
export type { WriteOptions, WrittenMessage } from './edi/write/message-writer.js';
export { SchemaLibrary, type SchemaLibraryOptions, type StructuredDocuments } from './schema-library.js';
export type { TableCodecOptions } from './table/codec-options.js';
export type { TableSchema } from './table/table-schema.js';
