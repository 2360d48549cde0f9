import { join } from 'node:path';
import type { MessageModel } from '#libs/canonical';
import { inlineSchema, joinDocument, type DescribedAnswers } from '#libs/interfaces';

/** The OpenAPI document as far as it describes answers: its parts joined, with the canonical messages among its schemas. */
export function describedAnswers(root: string, models: readonly MessageModel[]): DescribedAnswers {
  const document = joinDocument(join(root, 'schemas/interfaces'), 'openapi') as unknown as DescribedAnswers;
  const canonical = models
    .filter(({ version }) => version === '1')
    .map(({ name }) => [name, inlineSchema(join(root, `schemas/canonical/${name}/1.schema.json`))] as const);
  return { components: { schemas: { ...document.components.schemas, ...Object.fromEntries(canonical) } } };
}
