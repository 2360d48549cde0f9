import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanonicalSchema } from './canonical-schema.js';
import type { MessageModel } from './message-model.js';
import { readMessageModel } from './read-message-model.js';

/**
 * Reads every version of every message under `<schemasRoot>/canonical`, by schema reference (`canonical/party/1`).
 * @throws Error when a schema is not one that XSD can say too
 */
export function loadCanonicalMessages(schemasRoot: string): ReadonlyMap<string, MessageModel> {
  return loadFolder(schemasRoot, 'canonical');
}

/**
 * The answers of the standard interfaces that have an XML form: described like canonical messages, under
 * `<schemasRoot>/interfaces/answers`, by schema reference. @throws Error likewise
 */
export function loadAnswers(schemasRoot: string): ReadonlyMap<string, MessageModel> {
  return loadFolder(schemasRoot, 'interfaces/answers');
}

function loadFolder(schemasRoot: string, folder: string): ReadonlyMap<string, MessageModel> {
  const root = join(schemasRoot, folder);
  const components = join(schemasRoot, 'canonical', 'components');
  const models = new Map<string, MessageModel>();
  for (const name of readdirSync(root).sort()) {
    if (name === 'components') continue;
    for (const file of readdirSync(join(root, name)).sort()) {
      const version = /^(\d+)\.schema\.json$/.exec(file)?.[1];
      if (version === undefined) continue;
      const schema = readSchema(join(root, name, file));
      const parts = readSchema(join(components, `${componentsVersion(schema)}.schema.json`));
      models.set(`${folder}/${name}/${version}`, readMessageModel(name, version, schema, parts));
    }
  }
  return models;
}

function readSchema(file: string): CanonicalSchema {
  return JSON.parse(readFileSync(file, 'utf8')) as CanonicalSchema;
}

/** All references of one message go to one version of the components. */
function componentsVersion(schema: CanonicalSchema): string {
  return /components\/(\d+)\.schema\.json/.exec(JSON.stringify(schema))?.[1] ?? '1';
}
