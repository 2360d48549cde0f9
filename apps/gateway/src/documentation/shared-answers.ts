type Responses = Record<string, { readonly $ref?: string; readonly content?: object }>;

interface Operation {
  readonly security?: readonly unknown[];
  readonly requestBody?: object;
  responses: Responses;
}

/** Answers that any operation can give; more of those that need a token, have a request body, or a name in their path. */
interface SharedAnswers {
  readonly responses: Responses;
  readonly withToken: Responses;
  readonly withBody: Responses;
  readonly withName: Responses;
}

/** An OpenAPI document with the part `x-every-operation`. */
export interface JoinedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-every-operation'?: SharedAnswers;
}

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete']);

/** Puts the answers of `x-every-operation` into each operation that can give them; what an operation says itself stays. */
export function withSharedAnswers<Document extends JoinedDocument>(document: Document): Document {
  const { 'x-every-operation': every, ...rest } = document;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method)) continue;
      const added: Responses = {
        ...every?.responses,
        ...(operation.security?.length === 0 ? {} : every?.withToken),
        ...(operation.requestBody === undefined ? {} : every?.withBody),
        ...(path.includes('{') ? every?.withName : {}),
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
