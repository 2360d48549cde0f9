import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Configuration } from '#libs/configuration';
import { eventWebhooks } from './event-webhooks.js';
import type { SchemaObject } from './inline-schema.js';
import { inlineSchema } from './inline-schema.js';
import { joinDocument } from './join-document.js';
import { programFolder } from './program-folder.js';
import { withSharedAnswers, type JoinedDocument } from './shared-answers.js';

/** The interface documents describe this program; a configuration brings its own canonical messages only. */
const interfacesFolder = join(programFolder(), 'schemas', 'interfaces');

interface Components {
  components: { schemas: Record<string, object>; messages?: Record<string, object> };
}

interface EventDocument extends Components, JoinedDocument {
  webhooks: Record<string, object>;
}

interface AsyncDocument extends Components {
  channels: { canonical: { messages: Record<string, object> } };
}

const madeFor = new WeakMap<Configuration, Components>();

/** The OpenAPI document as it is served: its parts joined, with every canonical message among its schemas. Not to be changed. */
export function openApiDocument(configuration: Configuration): Components {
  const document = madeFor.get(configuration) ?? newOpenApiDocument(configuration);
  madeFor.set(configuration, document);
  return document;
}

function newOpenApiDocument(configuration: Configuration): Components {
  const document = withSharedAnswers(joinDocument(interfacesFolder, 'openapi') as unknown as EventDocument);
  for (const [name, schema] of canonicalSchemas(configuration)) document.components.schemas[name] = schema;
  document.webhooks = eventWebhooks(document.webhooks, configuration);
  return document;
}

/** The AsyncAPI document: the file, with a message for every canonical message on the topic exchange. */
export function asyncApiDocument(configuration: Configuration): AsyncDocument {
  const file = join(interfacesFolder, 'asyncapi.yaml');
  const document = parse(readFileSync(file, 'utf8')) as AsyncDocument;
  for (const [name, schema] of canonicalSchemas(configuration)) {
    document.components.schemas[name] = schema;
    document.channels.canonical.messages[name] = {
      contentType: 'application/json',
      summary: String(schema.title),
      payload: { $ref: `#/components/schemas/${name}` },
    };
  }
  return document;
}

function canonicalSchemas({ root, canonicalTypes }: Configuration): [string, SchemaObject][] {
  return canonicalTypes.map(({ type, version }) => [
    version === 1 ? type : `${type}-${version}`,
    inlineSchema(join(root, 'schemas', 'canonical', type, `${version}.schema.json`)),
  ]);
}
