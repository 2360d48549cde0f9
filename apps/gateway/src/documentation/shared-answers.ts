type Responses = Record<string, { readonly $ref?: string; readonly content?: object }>;

interface Operation {
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: object };
  responses: Responses;
}

/** An OpenAPI document with the part `x-every-operation`. */
export interface JoinedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-every-operation'?: { readonly responses: Responses; readonly withBody: Responses };
}

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete']);

/**
 * Puts the answers of `x-every-operation` into each operation that needs a token; what an operation says itself stays. Also
 * an operation that takes every media type answers 415, to a body that is packed.
 */
export function withSharedAnswers<Document extends JoinedDocument>(document: Document): Document {
  const { 'x-every-operation': every, ...rest } = document;
  for (const item of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method) || operation.security?.length === 0) continue;
      const added: Responses = {
        ...every?.responses,
        ...(operation.requestBody === undefined ? {} : every?.withBody),
      };
      // what answers without content has nothing that somebody could not accept
      if (!hasContent(operation)) delete added['406'];
      operation.responses = { ...added, ...operation.responses };
    }
  }
  return rest as Document;
}

function hasContent({ responses }: Operation): boolean {
  return Object.entries(responses).some(
    ([status, { $ref, content }]) => status.startsWith('2') && ($ref !== undefined || content !== undefined),
  );
}
