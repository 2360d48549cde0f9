import { join } from 'node:path';
import { loadCanonicalMessages } from '#libs/canonical';
import { typescriptTypes } from './typescript-types.js';
import { xsdOf } from './xsd.js';

/** Everything that is made from the canonical schemas: path from the repository's root to content. */
export async function generatedFiles(root: string): Promise<Map<string, string>> {
  const models = [...loadCanonicalMessages(join(root, 'schemas')).values()];
  const files = new Map<string, string>();
  for (const model of models) files.set(`schemas/canonical/${model.name}/${model.version}.xsd`, xsdOf(model));
  files.set('libs/message/src/generated/canonical.ts', await typescriptTypes(models));
  return files;
}
