import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** What an OpenAPI document says about answers, and whether real ones agree. */
export class DocumentedAnswers {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly seen = new Set<string>();

  constructor(private readonly document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(document, 'openapi');
  }

  /** `METHOD /path` of every operation. */
  get operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** Those that ask nobody who they are. */
  get open(): string[] {
    return this.operations.filter((operation) => {
      const [method, path] = operation.split(' ') as [string, string];
      return this.document.paths[path]![method.toLowerCase()]!.security?.length === 0;
    });
  }

  /** Those that no answer was checked of. */
  get unseen(): string[] {
    return this.operations.filter((operation) => !this.seen.has(operation));
  }

  /** Media types of its good answers. */
  mediaTypes(operation: string): string[] {
    const [method = '', path = ''] = operation.split(' ');
    const good = Object.entries(this.document.paths[path]![method.toLowerCase()]!.responses).filter(
      ([status]) => status.startsWith('2'),
    );
    return good.flatMap(([, { $ref, content }]) =>
      Object.keys(($ref === undefined ? content : this.resolved($ref).content) ?? {}),
    );
  }

  /** The statuses that an operation may answer with. */
  statuses(operation: string): number[] {
    const [method = '', path = ''] = operation.split(' ');
    return Object.keys(this.document.paths[path]![method.toLowerCase()]!.responses).map(Number);
  }

  /** What is wrong with a real answer; empty when it is as documented. */
  faultsOf(
    operation: string,
    answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
  ): string[] {
    const [method = '', path = ''] = operation.split(' ');
    this.seen.add(operation);
    const response = this.document.paths[path]?.[method.toLowerCase()]?.responses[answer.status];
    if (response === undefined) return [`${operation}: ${answer.status} is not documented`];
    const base =
      response.$ref?.slice(1) ?? `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${answer.status}`;
    const content = (response.$ref === undefined ? response : this.resolved(response.$ref)).content;
    const type = answer.headers.get('content-type')?.split(';')[0]?.trim();
    if (content === undefined) return type === undefined ? [] : [`${operation}: has content ${type}`];
    if (type === undefined && answer.body === '') return [];
    const documented = Object.keys(content).find((one) => one === type || one === '*/*');
    if (documented === undefined) return [`${operation}: ${type} is not documented`];
    if (!documented.includes('json')) return [];
    if (documented === 'application/problem+json') {
      const faults = problemFaults(answer.status, answer.body as ProblemBody);
      if (faults.length > 0) return faults.map((fault) => `${operation} ${answer.status}: ${fault}`);
    }
    const validate = this.validator(`${base}/content/${escaped(documented)}/schema`);
    if (validate(answer.body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${operation} ${answer.status}: ${instancePath} ${message}`,
    );
  }

  private validator(pointer: string): ValidateFunction {
    const known = this.validators.get(pointer);
    if (known !== undefined) return known;
    const validate = this.ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` });
    this.validators.set(pointer, validate);
    return validate;
  }

  private resolved(reference: string): Response {
    return this.document.components.responses[reference.split('/').at(-1)!]!;
  }
}

interface ProblemBody {
  readonly status: number;
  readonly detail: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** A problem has the status of its answer, and is told in both languages. */
function problemFaults(status: number, { status: said, detail, text }: ProblemBody): string[] {
  const han = /\p{Script=Han}/u;
  return [
    ...(said === status ? [] : [`says ${said}`]),
    ...(han.test(text.zh) && !han.test(text.en) ? [] : [`is told as ${text.zh} | ${text.en}`]),
    ...(detail === `${text.zh} ${text.en}` ? [] : [`has the detail ${detail}`]),
  ];
}

/** A name as a step of a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
