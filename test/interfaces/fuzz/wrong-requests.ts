import type { OpenApiDocument } from '../documented-answers.js';
import type { SampleRequest } from '../sample-requests.js';
import { wrongTexts, wrongValues, type Schema } from './violations.js';

interface Parameter {
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

/** A request that breaks the document in one place, which is named. */
export interface WrongRequest {
  readonly what: string;
  readonly request: SampleRequest;
}

/** Every way in which a good request can be a little wrong, by what the document says of its parameters and its body. */
export class WrongRequests {
  constructor(private readonly document: OpenApiDocument) {}

  /** Query parameters that are left out, or are not as described. */
  queries(operation: string, good: SampleRequest): WrongRequest[] {
    const [path = '', query = ''] = good.path.split('?');
    const given = new URLSearchParams(query);
    const changed = (name: string, value: string | undefined): WrongRequest => {
      const parameters = new URLSearchParams(given);
      parameters.delete(name);
      if (value !== undefined) parameters.set(name, value);
      return {
        what: `query ${name}=${value ?? ' left out'}`,
        request: { ...good, path: `${path}?${parameters.toString()}` },
      };
    };
    return this.parametersOf(operation, 'query').flatMap(({ name, schema, required }) => [
      ...(required === true ? [changed(name, undefined)] : []),
      ...wrongTexts(this.resolved(schema)).map((text) => changed(name, text)),
    ]);
  }

  /** Headers that are not as described. */
  headers(operation: string, good: SampleRequest): WrongRequest[] {
    return this.parametersOf(operation, 'header').flatMap(({ name, schema }) =>
      wrongTexts(this.resolved(schema))
        .filter((text) => /^[\x21-\x7e]+$/.test(text))
        .map((text) => ({
          what: `header ${name}`,
          request: { ...good, headers: { ...good.headers, [name.toLowerCase()]: text } },
        })),
    );
  }

  /** Steps of the path that are not as described, or that nothing is called. */
  paths(operation: string, good: SampleRequest): WrongRequest[] {
    const template = operation.split(' ')[1]!.split('/');
    const [path = '', query] = good.path.split('?');
    const steps = path.split('/');
    return this.parametersOf(operation, 'path').flatMap(({ name, schema }) => {
      const place = template.indexOf(`{${name}}`);
      const texts = ['\0', 'no such', 'x'.repeat(300), 'x'.repeat(301), ...wrongTexts(this.resolved(schema))];
      return texts
        .filter((text) => text !== '')
        .map((text) => {
          const changed = steps.with(place, encodeURIComponent(text)).join('/');
          const whole = query === undefined ? changed : `${changed}?${query}`;
          return { what: `path ${name}=${text.slice(0, 20)}`, request: { ...good, path: whole } };
        });
    });
  }

  /** JSON bodies with a member that is missing, too much, or not as described; and what is no JSON. */
  bodies(operation: string, good: SampleRequest): WrongRequest[] {
    const described = this.bodyOf(operation)?.['application/json']?.schema;
    if (described === undefined || good.body === undefined) return [];
    const { properties = {}, required = [], additionalProperties } = this.resolved(described);
    const value = JSON.parse(good.body) as Record<string, unknown>;
    const without = (name: string) =>
      Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
    const changed = (what: string, body: unknown): WrongRequest => ({
      what: `body ${what}`,
      request: { ...good, body: typeof body === 'string' ? body : JSON.stringify(body) },
    });
    return [
      ...['{', '[]', 'null', '5'].map((text) => changed(text, text)),
      ...(additionalProperties === false ? [changed('too much', { ...value, nobodyKnows: 1 })] : []),
      ...required.map((name) => changed(`without ${name}`, without(name))),
      ...Object.entries(properties).flatMap(([name, schema]) =>
        wrongValues(this.resolved(schema)).map((wrong) =>
          changed(`${name}: ${JSON.stringify(wrong).slice(0, 30)}`, { ...value, [name]: wrong }),
        ),
      ),
    ];
  }

  private parametersOf(operation: string, place: string): Parameter[] {
    const { item, described } = this.found(operation);
    return [...(item.parameters ?? []), ...(described.parameters ?? [])]
      .map((one) => this.resolved(one))
      .filter((one) => one.in === place);
  }

  private bodyOf(operation: string): Body['content'] {
    const { requestBody } = this.found(operation).described;
    return requestBody === undefined ? undefined : this.resolved(requestBody).content;
  }

  private found(operation: string): { readonly item: Described; readonly described: Described } {
    const [method = '', path = ''] = operation.split(' ');
    const item = this.document.paths[path] as unknown as Described & Readonly<Record<string, Described>>;
    return { item, described: item[method.toLowerCase()]! };
  }

  private resolved<Part extends { readonly $ref?: string }>(part: Part): Part {
    if (part.$ref === undefined) return part;
    const steps = part.$ref.split('/').slice(1);
    const found = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown>)[step],
      this.document,
    );
    return this.resolved(found as Part);
  }
}
