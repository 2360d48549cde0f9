import { DescribedOperations, type Parameter } from '../described-operations.js';
import type { OpenApiDocument } from '../documented-answers.js';
import type { SampleRequest } from '../sample-requests.js';
import { wrongTexts, wrongValues } from './violations.js';

/** A request that breaks the document in one place, which is named. */
export interface WrongRequest {
  readonly what: string;
  readonly request: SampleRequest;
}

/** Every way in which a good request can be a little wrong, by what the document says of its parameters and its body. */
export class WrongRequests {
  private readonly described: DescribedOperations;

  constructor(document: OpenApiDocument) {
    this.described = new DescribedOperations(document);
  }

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
      ...wrongTexts(this.described.resolved(schema)).map((text) => changed(name, text)),
    ]);
  }

  /** Headers that are not as described. */
  headers(operation: string, good: SampleRequest): WrongRequest[] {
    return this.parametersOf(operation, 'header').flatMap(({ name, schema }) =>
      wrongTexts(this.described.resolved(schema))
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
      const texts = [
        '\0',
        'no such',
        'x'.repeat(300),
        'x'.repeat(301),
        ...wrongTexts(this.described.resolved(schema)),
      ];
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
    const described = this.described.bodies(operation)['application/json']?.schema;
    if (described === undefined || good.body === undefined) return [];
    const { properties = {}, required = [], additionalProperties } = this.described.resolved(described);
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
        wrongValues(this.described.resolved(schema)).map((wrong) =>
          changed(`${name}: ${JSON.stringify(wrong).slice(0, 30)}`, { ...value, [name]: wrong }),
        ),
      ),
    ];
  }

  private parametersOf(operation: string, place: string): Parameter[] {
    return this.described.parameters(operation).filter((one) => one.in === place);
  }
}
