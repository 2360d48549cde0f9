import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Configuration } from '#libs/configuration';
import { inlineSchema, joinDocument, type SchemaObject } from '#libs/interfaces';
import { eventWebhooks } from './event-webhooks.js';
import { programFolder } from './program-folder.js';
import { withSharedAnswers, type JoinedDocument } from './shared-answers.js';
import { withXmlForms } from './xml-forms.js';

/** The interface documents describe this program; a configuration brings its own canonical messages only. */
const interfacesFolder = join(programFolder(), 'schemas', 'interfaces');

/** Answers that are described like canonical messages, because they have an XML form too. */
const answersFolder = join(interfacesFolder, 'answers');

interface Components {
  components: { schemas: Record<string, object>; messages?: Record<string, object> };
}

interface EventDocument extends Components, JoinedDocument {
  webhooks: Record<string, object>;
}

interface AsyncDocument extends Components {
  components: Components['components'] & { messages: Record<string, object> };
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
  for (const name of readdirSync(answersFolder))
    document.components.schemas[name] = inlineSchema(join(answersFolder, name, '1.schema.json'));
  document.webhooks = eventWebhooks(document.webhooks, configuration);
  return withXmlForms(document);
}

/** The XSD of problems. */
export function problemXsd(): string {
  return readFileSync(join(interfacesFolder, 'problem.xsd'), 'utf8');
}

/** The AsyncAPI document: the file, with a message for every canonical message on the topic exchange, and its example. */
export function asyncApiDocument(configuration: Configuration): AsyncDocument {
  const file = join(interfacesFolder, 'asyncapi.yaml');
  const document = parse(readFileSync(file, 'utf8')) as AsyncDocument;
  const { schemas, messages } = document.components;
  for (const [name, schema, example] of canonicalSchemas(configuration)) {
    schemas[name] = schema;
    messages[name] = {
      name,
      title: String(schema.title),
      contentType: 'application/json',
      headers: { $ref: '#/components/schemas/OutgoingHeaders' },
      payload: { $ref: `#/components/schemas/${name}` },
      'x-amqp-properties': { $ref: '#/components/schemas/CanonicalProperties' },
      bindings: { amqp: { bindingVersion: '0.3.0' } },
      ...example,
    };
    document.channels.canonical.messages[name] = { $ref: `#/components/messages/${name}` };
    if (name === 'acknowledgement') Object.assign(messages['Acknowledgement']!, example);
  }
  return document;
}

type WithExamples = { readonly examples?: readonly object[] };

function canonicalSchemas({
  root,
  canonicalTypes,
}: Configuration): (readonly [string, SchemaObject, WithExamples])[] {
  return canonicalTypes.map(({ type, version }) => {
    const place = join(root, 'schemas', 'canonical', type, String(version));
    const name = version === 1 ? type : `${type}-${version}`;
    return [name, inlineSchema(`${place}.schema.json`), exampleIn(`${place}.example.json`)] as const;
  });
}

function exampleIn(file: string): WithExamples {
  if (!existsSync(file)) return {};
  return { examples: [{ name: 'example', payload: JSON.parse(readFileSync(file, 'utf8')) as unknown }] };
}
