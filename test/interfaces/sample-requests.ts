import type { Random } from '../simulators/random.js';
import { DescribedOperations, type Parameter, type Schema } from './described-operations.js';

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
  private readonly described: DescribedOperations;

  constructor(
    document: { readonly paths: object; readonly components: object },
    private readonly random: Random,
  ) {
    this.described = new DescribedOperations(document);
  }

  /** As the document wants it: required parameters, some of the others, a body of the right form. */
  right(operation: string): SampleRequest {
    const parameters = this.described.parameters(operation);
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required === true || this.random.chance(0.4)))
      .map((one) => `${one.name}=${encodeURIComponent(String(this.value(one.schema)))}`);
    const [type, content] = Object.entries(this.described.bodies(operation))[0] ?? [];
    return {
      path: `${this.filled(pathOf(operation), parameters)}${query.length === 0 ? '' : `?${query.join('&')}`}`,
      headers: type === undefined ? {} : { 'content-type': type.replace('*/*', 'text/plain') },
      ...(type === undefined ? {} : { body: this.body(type, content?.schema ?? {}) }),
    };
  }

  /** The same with something hostile in each parameter, and in the body. */
  hostile(operation: string): SampleRequest {
    const right = this.right(operation);
    const text = (): string => encodeURIComponent(this.random.pick(hostileTexts));
    const [path = '', query = ''] = right.path.split('?');
    const steps = pathOf(operation)
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
    return Object.keys(this.described.bodies(operation));
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
    if (schema.$ref !== undefined) return this.value(this.described.resolved(schema), depth);
    const { enum: allowed, examples, format, minimum, properties, items, required = [] } = schema;
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
}

/** With its names in braces. */
function pathOf(operation: string): string {
  return operation.split(' ')[1] ?? '';
}
