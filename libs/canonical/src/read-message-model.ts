import { knownKeywords, type CanonicalSchema } from './canonical-schema.js';
import type { Field, FieldType, MessageModel, ScalarType, Texts } from './message-model.js';

/**
 * Follows the references of a canonical schema into `components` and checks that it keeps to the subset that XSD 1.0 can
 * say too: closed objects, arrays that are required exactly when they must not be empty, documented fields.
 * @throws Error with the place of the first mistake, because the schemas are our own
 */
export function readMessageModel(
  name: string,
  version: string,
  schema: CanonicalSchema,
  components: CanonicalSchema,
): MessageModel {
  const annotations = schema['x-bianzu'];
  if (annotations === undefined) throw new Error(`${name}: x-bianzu is missing`);
  const reader = new SchemaReader(components);
  const root = reader.type(schema, name, textsOf(schema, name));
  if (root.kind !== 'object') throw new Error(`${name}: a message is an object`);
  const { xmlRoot, xmlNamespace, record, keys } = annotations;
  return { name, version, xmlRoot, xmlNamespace, record, keys, root };
}

class SchemaReader {
  constructor(private readonly components: CanonicalSchema) {}

  type(written: CanonicalSchema, place: string, texts: Texts): FieldType {
    const { schema, typeName } = this.follow(written, place);
    const strange = Object.keys(schema).find((keyword) => !knownKeywords.has(keyword));
    if (strange !== undefined) throw new Error(`${place}: "${strange}" is not used in canonical schemas`);
    if (schema.type === 'object') {
      const fields = this.fields(schema, place);
      return {
        kind: 'object',
        typeName,
        texts: typeName === undefined ? texts : this.textsOfComponent(typeName),
        fields,
      };
    }
    if (schema.type === undefined || schema.type === 'array') throw new Error(`${place}: a type is missing`);
    return { ...scalar(schema, schema.type), component: this.scalarComponent(typeName) };
  }

  private scalarComponent(typeName: string | undefined): ScalarType['component'] {
    const schema = typeName === undefined ? undefined : this.components.$defs?.[typeName];
    if (typeName === undefined || schema?.type === undefined) return undefined;
    if (schema.type === 'object' || schema.type === 'array') return undefined;
    return { typeName, type: scalar(schema, schema.type), texts: textsOf(schema, typeName) };
  }

  /** Keywords beside a reference add to those of the component. */
  private follow(written: CanonicalSchema, place: string): { schema: CanonicalSchema; typeName?: string } {
    if (written.$ref === undefined) return { schema: written };
    const typeName = /#\/\$defs\/(\w+)$/.exec(written.$ref)?.[1] ?? '';
    const component = this.components.$defs?.[typeName];
    if (component === undefined) throw new Error(`${place}: ${written.$ref} does not exist`);
    return { schema: { ...component, ...written }, typeName };
  }

  private textsOfComponent(typeName: string): Texts {
    return textsOf(this.components.$defs?.[typeName] ?? {}, typeName);
  }

  private fields(schema: CanonicalSchema, place: string): Field[] {
    if (schema.additionalProperties !== false) throw new Error(`${place}: the object is not closed`);
    const properties = Object.entries(schema.properties ?? {});
    const stray = schema.required?.find((name) => schema.properties?.[name] === undefined);
    if (stray !== undefined) throw new Error(`${place}: "${stray}" is required but not declared`);
    return properties.map(([name, property]) =>
      this.field(name, property, schema.required?.includes(name) ?? false, `${place}/${name}`),
    );
  }

  private field(name: string, property: CanonicalSchema, required: boolean, place: string): Field {
    const many = property.type === 'array' ? occurrence(property, required, place) : undefined;
    const item = many === undefined ? property : property.items;
    if (item === undefined) throw new Error(`${place}: the array has no items`);
    const { schema } = this.follow(item, place);
    const texts = textsOf(property, place);
    return {
      name,
      required,
      many,
      type: this.type(item, place, texts),
      texts,
      unit: schema['x-unit'],
      codeList: schema['x-codeList'],
      identifier: schema['x-identifier'],
      source: property['x-source'] ?? {},
    };
  }
}

/** An array that is absent and one that is empty look the same in XML, so JSON must judge both alike. */
function occurrence(array: CanonicalSchema, required: boolean, place: string): { min: number; max: number } {
  const { minItems: min = 0, maxItems: max } = array;
  if (max === undefined) throw new Error(`${place}: maxItems is missing`);
  if (required !== min > 0) throw new Error(`${place}: required arrays, and only they, have minItems`);
  return { min, max };
}

function scalar(schema: CanonicalSchema, kind: ScalarType['kind']): ScalarType {
  const { pattern, minLength, maxLength, minimum, maximum } = schema;
  return {
    kind,
    enum: schema.enum,
    ...{ pattern, minLength, maxLength, minimum, maximum },
    fractionDigits: schema['x-fractionDigits'],
  };
}

function textsOf(schema: CanonicalSchema, place: string): Texts {
  const { title, description, 'x-zh': zh } = schema;
  if (title === undefined || description === undefined || zh === undefined)
    throw new Error(`${place}: title, description or x-zh is missing`);
  return { title, description, zh };
}
