/** The parts of a JSON schema that requests are made from. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | object;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Body {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
}

/** What an OpenAPI document says of the requests to its operations, `METHOD /path` each. */
export class DescribedOperations {
  constructor(private readonly document: { readonly paths: object; readonly components: object }) {}

  /** Of the operation and of its path. */
  parameters(operation: string): Parameter[] {
    const { item, described } = this.found(operation);
    return [...(item.parameters ?? []), ...(described.parameters ?? [])].map((one) => this.resolved(one));
  }

  /** The contents of its body by their media types; none when it has no body. */
  bodies(operation: string): NonNullable<Body['content']> {
    const { requestBody = {} } = this.found(operation).described;
    return this.resolved(requestBody).content ?? {};
  }

  /** A part of the document, or what it refers to. */
  resolved<Part extends { readonly $ref?: string }>(part: Part): Part {
    if (part.$ref === undefined) return part;
    const steps = part.$ref.split('/').slice(1);
    const found = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown>)[step],
      this.document,
    );
    return this.resolved(found as Part);
  }

  private found(operation: string): { readonly item: Described; readonly described: Described } {
    const [method = '', path = ''] = operation.split(' ');
    type Item = Described & Readonly<Record<string, Described>>;
    const item = (this.document.paths as Readonly<Record<string, Item>>)[path]!;
    return { item, described: item[method.toLowerCase()]! };
  }
}
