export type { CanonicalSchema } from './canonical-schema.js';
export { fromXmlDocument } from './from-xml-document.js';
export { loadAnswers, loadCanonicalMessages } from './load-canonical-messages.js';
export type {
  Field,
  FieldType,
  MessageModel,
  ObjectType,
  RecordDeclaration,
  ScalarType,
  Texts,
} from './message-model.js';
export { readMessageModel } from './read-message-model.js';
export { toXmlDocument } from './to-xml-document.js';
