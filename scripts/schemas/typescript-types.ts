import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Field, FieldType, MessageModel, ObjectType } from '#libs/canonical';

const banner = '/* Generated from schemas/canonical by "npm run schemas". */';

/** One interface per message and component, and `CanonicalMessages` with all messages by their names. */
export async function typescriptTypes(models: readonly MessageModel[]): Promise<string> {
  const definitions: Record<string, JSONSchema> = {};
  const messages: Record<string, JSONSchema> = {};
  for (const model of models) {
    messages[model.name] = { $ref: `#/definitions/${model.xmlRoot}` };
    definitions[model.xmlRoot] = objectSchema(model.root, definitions);
  }
  const schema: JSONSchema = {
    type: 'object',
    description: 'The canonical messages by the names of their folders.',
    properties: messages,
    required: Object.keys(messages),
    additionalProperties: false,
    definitions,
  };
  return compile(schema, 'CanonicalMessages', {
    additionalProperties: false,
    bannerComment: banner,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

function typeSchema(type: FieldType, definitions: Record<string, JSONSchema>): JSONSchema {
  if (type.kind !== 'object')
    return type.enum === undefined ? { type: type.kind } : { type: type.kind, enum: [...type.enum] };
  if (type.typeName === undefined) return objectSchema(type, definitions);
  definitions[type.typeName] ??= objectSchema(type, definitions);
  return { $ref: `#/definitions/${type.typeName}` };
}

function objectSchema(type: ObjectType, definitions: Record<string, JSONSchema>): JSONSchema {
  return {
    type: 'object',
    description: described(type.texts),
    additionalProperties: false,
    required: type.fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(type.fields.map((field) => [field.name, fieldSchema(field, definitions)])),
  };
}

function fieldSchema(field: Field, definitions: Record<string, JSONSchema>): JSONSchema {
  const { many, texts } = field;
  const type = typeSchema(field.type, definitions);
  if (many !== undefined) {
    delete type.description;
    return { description: described(texts), type: 'array', items: type };
  }
  return '$ref' in type
    ? { description: described(texts), allOf: [type] }
    : { ...type, description: described(texts) };
}

function described(texts: Field['texts']): string {
  return `${texts.zh.title}. ${texts.description}`;
}
