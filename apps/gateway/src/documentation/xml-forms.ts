import { answersNamespace } from '#libs/interfaces';

type Content = Record<string, { readonly schema?: object }>;
type Responses = Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;

/** An OpenAPI document whose answers may have an XML form. */
export interface FormedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Responses }>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses?: Responses;
  };
}

const problemForm = {
  schema: { type: 'string', description: 'RFC 9457, appendix B; `/openapi/problem.xsd`' },
};

/**
 * Adds to each answer the XML forms that it has: problems theirs, and whatever is described by a schema with an XML root of ours. XML goes by
 * both of its names (RFC 7303, 9.1 and 9.2).
 */
export function withXmlForms<Document extends FormedDocument>(document: Document): Document {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const responses = [document.components.responses, ...operations.map((one) => one.responses)];
  for (const { content } of responses.flatMap((some) => Object.values(some ?? {})))
    if (content !== undefined) addForms(content as Content, document);
  return document;
}

function addForms(content: Content, { components }: FormedDocument): void {
  const json = content['application/json'];
  const { $ref = '' } = (json?.schema ?? {}) as { readonly $ref?: string };
  if ('application/problem+json' in content) content['application/problem+xml'] = problemForm;
  const { xml } = (components.schemas[$ref.split('/').at(-1)!] ?? {}) as {
    readonly xml?: { readonly namespace?: string };
  };
  if (json !== undefined && xml?.namespace === answersNamespace) content['application/xml'] = json;
  if ('application/xml' in content && json !== undefined) content['text/xml'] = content['application/xml']!;
}
