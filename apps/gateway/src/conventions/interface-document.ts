/** The parts of an OpenAPI document that requests are held against. */
export interface InterfaceDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Readonly<Record<string, unknown>>;
}

export type PathItem = { readonly parameters?: readonly Parameter[] } & {
  readonly [Method in OperationMethod]?: OperationObject;
};

export interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Contents;
  readonly responses: Readonly<Record<string, Contents>>;
  /** RFC 3339: since when it is deprecated, and when it ends; the operation that takes its place. */
  readonly 'x-deprecated-at'?: string;
  readonly 'x-sunset'?: string;
  readonly 'x-successor'?: string;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

export interface Contents {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>;
}

export const operationMethods = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type OperationMethod = (typeof operationMethods)[number];

/** A place in the document: a JSON pointer (RFC 6901) and what stands there, references followed. */
export interface Place<Value> {
  readonly pointer: string;
  readonly value: Value;
}

export function placeOf<Value extends { readonly $ref?: string }>(
  document: InterfaceDocument,
  pointer: string,
  value: Value,
): Place<Value> {
  if (value.$ref === undefined) return { pointer, value };
  const found = value.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
  return placeOf(document, value.$ref.slice(1), found as Value);
}

/** A name as a step of a JSON pointer. */
export function step(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
