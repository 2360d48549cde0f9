import type { Random } from '../simulators/random.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
}

interface RequestBody {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** A request as it is sent. */
export interface SampleRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What nobody should be harmed by, in whichever place it stands. */
export const hostileTexts = [
  `' OR 1=1 --`,
  `"; DROP TABLE message; --`,
  '../../../../etc/passwd',
  '%00',
  'a\0b',
  '\u{1f686}',
  '=cmd|/c calc',
  '-1e999',
  'x'.repeat(150),
  '${jndi:ldap://localhost}',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
];

/** Requests to the operations of an OpenAPI document, right and wrong ones, the same for the same random numbers. */
export class SampleRequests {
  constructor(
    private readonly document: { readonly paths: object; readonly components: object },
    private readonly random: Random,
  ) {}

  /** As the document wants it: required parameters, some of the others, a body of the right form. */
  right(operation: string): SampleRequest {
    const { item, described, path } = this.found(operation);
    const parameters = [...(item.parameters ?? []), ...(described.parameters ?? [])].map((one) =>
      this.resolved(one),
    );
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required === true || this.random.chance(0.4)))
      .map((one) => `${one.name}=${encodeURIComponent(String(this.value(one.schema)))}`);
    const [type, content] = Object.entries(this.bodies(described))[0] ?? [];
    return {
      path: `${this.filled(path, parameters)}${query.length === 0 ? '' : `?${query.join('&')}`}`,
      headers: type === undefined ? {} : { 'content-type': type.replace('*/*', 'text/plain') },
      ...(type === undefined ? {} : { body: this.body(type, content?.schema ?? {}) }),
    };
  }

  /** The same with something hostile in each parameter, and in the body. */
  hostile(operation: string): SampleRequest {
    const right = this.right(operation);
    const text = (): string => encodeURIComponent(this.random.pick(hostileTexts));
    const [path = '', query = ''] = right.path.split('?');
    const { path: template } = this.found(operation);
    const steps = template
      .split('/')
      .map((step, at) => (step.startsWith('{') ? text() : path.split('/')[at]));
    const changed = query.split('&').filter((one) => one !== '' && this.random.chance(0.7));
    return {
      path: `${steps.join('/')}?${changed.map((one) => `${one.split('=')[0]}=${text()}`).join('&')}`,
      headers: right.headers,
      ...(right.body === undefined ? {} : { body: this.mangled(right.body) }),
    };
  }

  mediaTypes(operation: string): string[] {
    return Object.keys(this.bodies(this.found(operation).described));
  }

  private bodies({ requestBody }: Operation): NonNullable<RequestBody['content']> {
    const body = requestBody?.$ref === undefined ? requestBody : (this.at(requestBody.$ref) as RequestBody);
    return body?.content ?? {};
  }

  private mangled(body: string): string {
    const forms = [
      '',
      '{',
      '[]',
      'null',
      '{"a":',
      `{"note":${'['.repeat(500)}`,
      this.random.pick(hostileTexts),
    ];
    return this.random.chance(0.3) ? body.replace(/[a-z]/, '\u0001') : this.random.pick(forms);
  }

  private filled(path: string, parameters: readonly Parameter[]): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? {};
      return encodeURIComponent(String(this.value(schema)));
    });
  }

  private body(type: string, schema: Schema): string {
    if (type.includes('json')) return JSON.stringify(this.value(schema));
    return type.includes('xml') ? '<a/>' : type.includes('form') ? 'a=b' : 'a,b\n1,2\n';
  }

  private value(schema: Schema, depth = 0): unknown {
    const { $ref, enum: allowed, examples, format, minimum, properties, items, required = [] } = schema;
    if ($ref !== undefined) return this.value(this.at($ref) as Schema, depth);
    if (allowed !== undefined) return this.random.pick(allowed);
    if (examples !== undefined && examples.length > 0) return examples[0];
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    if (type === 'integer' || type === 'number') return (minimum ?? 0) + 1;
    if (type === 'boolean') return true;
    if (type === 'array') return items === undefined || depth > 3 ? [] : [this.value(items, depth + 1)];
    if (type === 'object' || properties !== undefined)
      return Object.fromEntries(
        required.map((name) => [name, this.value(properties?.[name] ?? {}, depth + 1)]),
      );
    if (format === 'uuid') return '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';
    if (format === 'date') return '2026-11-01';
    if (format === 'date-time') return '2026-11-01T00:00:00Z';
    return 'text';
  }

  private found(operation: string) {
    const [method = '', path = ''] = operation.split(' ');
    type Item = Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] };
    const item = (this.document.paths as Readonly<Record<string, Item>>)[path]!;
    return { item, described: item[method.toLowerCase()]!, path };
  }

  private resolved(parameter: Parameter): Parameter {
    return parameter.$ref === undefined ? parameter : (this.at(parameter.$ref) as Parameter);
  }

  private at(reference: string): unknown {
    return reference
      .split('/')
      .slice(1)
      .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], this.document);
  }
}
