import {
  answersNamespace,
  type AnswerField,
  type AnswerModel,
  type AnswerType,
  type ObjectType,
  type ValueName,
} from './answer-model.js';

/** The part of JSON Schema that schemas of answers with an XML form keep to. */
interface AnswerSchema {
  readonly $ref?: string;
  readonly xml?: { readonly name?: string; readonly namespace?: string };
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, AnswerSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | AnswerSchema;
  readonly unevaluatedProperties?: boolean;
  readonly items?: AnswerSchema;
  readonly minItems?: number;
  readonly allOf?: readonly AnswerSchema[];
  readonly 'x-canonical-message'?: boolean;
}

/** An OpenAPI document, as far as it is read here. */
export interface DescribedAnswers {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Names of the component schemas that are answers with an XML form. */
export function answersIn({ components }: DescribedAnswers): string[] {
  return Object.entries(components.schemas)
    .filter(([, schema]) => (schema as AnswerSchema).xml?.namespace === answersNamespace)
    .map(([name]) => name);
}

/**
 * Reads the component schema of that name.
 * @throws Error with the place, when the schema leaves open what there can be: the document is our own
 */
export function readAnswerModel(document: DescribedAnswers, name: string): AnswerModel {
  const schema = document.components.schemas[name] as AnswerSchema;
  const type = new SchemaReader(document).type({ $ref: `#/components/schemas/${name}` }, name);
  if (type.kind !== 'object') throw new Error(`${name}: an answer is an object`);
  return { root: schema.xml?.name ?? name, type };
}

class SchemaReader {
  private readonly known = new Map<string, AnswerType>();

  constructor(private readonly document: DescribedAnswers) {}

  type(schema: AnswerSchema, place: string): AnswerType {
    const { $ref } = schema;
    if ($ref === undefined) return this.described(schema, place);
    const known = this.known.get($ref) ?? this.named(this.described(this.at($ref), place), $ref);
    this.known.set($ref, known);
    return known;
  }

  /** `Order`, and for what stands within another component `transport-order-origin`. */
  private named(type: AnswerType, reference: string): AnswerType {
    if (type.kind !== 'object' || type.name !== undefined) return type;
    const name = reference
      .split('/')
      .slice(3)
      .filter((step) => step !== 'properties' && step !== 'items')
      .join('-');
    // the items of a list have its name too
    return { ...type, name: reference.endsWith('/items/items') ? `${name}-item` : name };
  }

  private at(reference: string): AnswerSchema {
    return reference
      .split('/')
      .slice(1)
      .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], this.document) as AnswerSchema;
  }

  private described(schema: AnswerSchema, place: string): AnswerType {
    if (schema['x-canonical-message'] === true) return { kind: 'canonical' };
    const [type] = typesOf(schema).filter((one) => one !== 'null');
    if (schema.allOf !== undefined || schema.properties !== undefined) return this.object(schema, place);
    if (type === 'object' && typeof schema.additionalProperties === 'object')
      return { kind: 'map', of: this.type(schema.additionalProperties, `${place}/*`) };
    if (type === undefined && schema.enum === undefined) return { kind: 'any' };
    if (type === 'object' || type === 'array') throw new Error(`${place}: it is not said what is in it`);
    return { kind: 'value', xsd: valueName(type, schema), words: wordsOf(schema) };
  }

  private object(schema: AnswerSchema, place: string): ObjectType {
    const { additionalProperties, unevaluatedProperties } = schema;
    const isClosed = additionalProperties === false || unevaluatedProperties === false;
    const parts = (schema.allOf ?? []).map((part) => (part.$ref === undefined ? part : this.at(part.$ref)));
    if (!isClosed && !parts.some((part) => part.additionalProperties === false))
      throw new Error(`${place}: the object is not closed`);
    const all = [...parts, schema];
    const required = new Set(all.flatMap((part) => part.required ?? []));
    const properties = all.flatMap((part) => Object.entries(part.properties ?? {}));
    return {
      kind: 'object',
      fields: properties.map(([name, one]) => this.field(name, one, required, `${place}/${name}`)),
    };
  }

  private field(
    name: string,
    written: AnswerSchema,
    required: ReadonlySet<string>,
    place: string,
  ): AnswerField {
    const schema = written.$ref === undefined ? written : this.at(written.$ref);
    const many = schema.items !== undefined;
    const isThere = required.has(name) && !typesOf(schema).includes('null');
    return {
      name,
      many,
      required: isThere && (!many || (schema.minItems ?? 0) > 0),
      type: many ? this.type(schema.items, place) : this.type(written, place),
    };
  }
}

function typesOf({ type = [] }: AnswerSchema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

function valueName(type: string | undefined, { format }: AnswerSchema): ValueName {
  if (type === 'integer' || type === 'boolean') return type;
  if (type === 'number') return 'decimal';
  if (format === 'date-time') return 'dateTime';
  return format === 'date' ? 'date' : 'string';
}

function wordsOf(schema: AnswerSchema): readonly string[] | undefined {
  return schema.enum?.flatMap((word) => (typeof word === 'string' ? [word] : []));
}
