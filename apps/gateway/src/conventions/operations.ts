import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { onFirstUse } from '#libs/checked-yaml';
import {
  operationMethods,
  placeOf,
  step,
  type Contents,
  type InterfaceDocument,
  type OperationMethod,
  type OperationObject,
  type Parameter,
} from './interface-document.js';

/** What the OpenAPI document promises of one operation, ready to be held against requests. */
export interface Operation {
  readonly id: string;
  /** Names of the query parameters that there are. */
  readonly query: ReadonlySet<string>;
  /** Whether query parameters are as documented. */
  readonly validQuery: ValidateFunction;
  /** Media types of the request body; undefined when there is none. */
  readonly consumes: readonly string[] | undefined;
  /** Name of the component schema that describes good answers; undefined when there is none with a name. */
  readonly answer: string | undefined;
  /** Media types of good answers; none when they have no content. */
  readonly produces: readonly string[];
  /** Whether a JSON request body is as documented; undefined when it is not said. */
  readonly validBody: (() => ValidateFunction) | undefined;
  /** Answers 304: its answers have an ETag. */
  readonly hasEtag: boolean;
  readonly farewell: Farewell | undefined;
}

/** RFC 9745 and RFC 8594: since when an operation is deprecated, when it ends, and what takes its place. */
export interface Farewell {
  readonly deprecatedAt: Date;
  readonly sunset: Date | undefined;
  readonly successor: string | undefined;
}

/**
 * The operations of an OpenAPI document. The server holds requests against them, so that what is documented and what is
 * done do not differ: unknown query parameters, wrong media types and wrong JSON bodies are refused by the document alone.
 */
export class Operations {
  private readonly forQueries: Ajv2020;
  /** Bodies are many and large, and most are never asked about. */
  private readonly forBodies: () => Ajv2020;
  private readonly known = new Map<string, Operation>();
  private readonly paths: readonly { readonly form: RegExp; readonly methods: readonly string[] }[];

  constructor(private readonly document: InterfaceDocument) {
    this.forQueries = ajvOver(document, true);
    this.forBodies = onFirstUse(() => ajvOver(document, false));
    this.paths = Object.entries(document.paths).map(([path, item]) => ({
      form: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
      methods: operationMethods.filter((method) => method in item).map((method) => method.toUpperCase()),
    }));
  }

  /** @param route as Fastify writes it, with `:name` for parameters */
  of(method: string, route: string): Operation | undefined {
    const name = `${method} ${route}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const path = route.replaceAll(/:(\w+)/g, '{$1}');
    const verb = (method === 'HEAD' ? 'get' : method.toLowerCase()) as OperationMethod;
    const described = this.document.paths[path]?.[verb];
    if (described === undefined) return undefined;
    const operation = this.read(described, path, verb);
    this.known.set(name, operation);
    return operation;
  }

  /** What may be asked of a path; empty when there is no such path. */
  methodsAt(path: string): readonly string[] {
    const found = this.paths.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)];
  }

  private read(described: OperationObject, path: string, verb: OperationMethod): Operation {
    const pointer = `/paths/${step(path)}/${verb}`;
    const query = [
      ...this.parametersAt(`/paths/${step(path)}`, this.document.paths[path]!.parameters),
      ...this.parametersAt(pointer, described.parameters),
    ].filter(({ value }) => value.in === 'query');
    const { requestBody = {} } = described;
    const body = placeOf<Contents>(this.document, `${pointer}/requestBody`, requestBody);
    const { content } = body.value;
    const schema = `${body.pointer}/content/${step('application/json')}/schema`;
    const hasSchema = 'schema' in (content?.['application/json'] ?? {});
    return {
      id: described.operationId,
      query: new Set(query.map(({ value }) => value.name)),
      validQuery: this.forQueries.compile({
        type: 'object',
        properties: Object.fromEntries(
          query.map((one) => [one.value.name, reference(`${one.pointer}/schema`)]),
        ),
        required: query.filter(({ value }) => value.required === true).map(({ value }) => value.name),
      }),
      consumes: content === undefined ? undefined : Object.keys(content),
      answer: this.answerOf(described),
      produces: this.producedBy(described),
      validBody: hasSchema ? onFirstUse(() => this.forBodies().compile(reference(schema))) : undefined,
      hasEtag: '304' in described.responses,
      farewell: farewellOf(described),
    };
  }

  private parametersAt(pointer: string, parameters: readonly Parameter[] = []) {
    return parameters.map((one, at) => placeOf(this.document, `${pointer}/parameters/${at}`, one));
  }

  private producedBy(described: OperationObject): string[] {
    return [...new Set(this.goodContents(described).flatMap((content) => Object.keys(content)))];
  }

  private answerOf(described: OperationObject): string | undefined {
    const [first = {}] = this.goodContents(described);
    return first['application/json']?.schema?.$ref?.replace('#/components/schemas/', '');
  }

  private goodContents({ responses }: OperationObject): NonNullable<Contents['content']>[] {
    const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    return good.map(([, one]) => placeOf<Contents>(this.document, '', one).value.content ?? {});
  }
}

function ajvOver(document: InterfaceDocument, coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, coerceTypes, logger: false });
  addFormats.default(ajv);
  return ajv.addSchema(document, 'openapi');
}

function reference(pointer: string): { readonly $ref: string } {
  return { $ref: `openapi#${encodeURI(pointer)}` };
}

function farewellOf(described: OperationObject): Farewell | undefined {
  const { 'x-deprecated-at': since, 'x-sunset': sunset, 'x-successor': successor } = described;
  if (since === undefined) return undefined;
  return {
    deprecatedAt: new Date(since),
    sunset: sunset === undefined ? undefined : new Date(sunset),
    successor,
  };
}
