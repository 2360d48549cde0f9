import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Described {
  readonly $ref?: string;
}

interface EventDocument {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly requestBody: Described } }>>;
}

const content = '/content/application~1cloudevents+json/schema';

/** What is wrong with an event by the part `webhooks` of an OpenAPI document; empty when it is as documented. */
export function eventFaults(document: object, type: string, event: object): string[] {
  const described = (document as EventDocument).webhooks[type]?.post.requestBody;
  if (described === undefined) return [`${type} is not documented`];
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const place = described.$ref?.slice(1) ?? `/webhooks/${type}/post/requestBody`;
  const obeys = ajv.compile({ $ref: `openapi#${place}${content}` });
  if (obeys(event)) return [];
  return (obeys.errors ?? []).map(({ instancePath, message }) => `${type}: ${instancePath} ${message}`);
}
