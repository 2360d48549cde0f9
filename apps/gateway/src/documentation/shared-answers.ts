type Responses = Record<string, object>;

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
 * Puts the answers of `x-every-operation` into each operation that needs a token; what an operation says itself stays. An
 * operation that takes every media type never answers 415.
 */
export function withSharedAnswers<Document extends JoinedDocument>(document: Document): Document {
  const { 'x-every-operation': every, ...rest } = document;
  for (const item of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method) || operation.security?.length === 0) continue;
      const content = operation.requestBody?.content;
      const isParticular = content !== undefined && !('*/*' in content);
      const added = { ...every?.responses, ...(isParticular ? every?.withBody : {}) };
      operation.responses = { ...added, ...operation.responses };
    }
  }
  return rest as Document;
}
