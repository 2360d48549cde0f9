import { join } from 'node:path';
import * as runtime from '#libs/runtime';

export type Tokens = runtime.Tokens;

/** Tokens for the partners of the agreements and an operator, kept with the data of this installation. */
export async function exampleCredentials({
  dataSource,
  configuration,
  settings,
}: runtime.Runtime): Promise<{ file: string; tokens: Tokens }> {
  const file = join(settings.dataFolder, 'example-credentials.json');
  const partners = configuration.current.routing.partners.map(({ id }) => id);
  return { file, tokens: await runtime.exampleCredentials({ dataSource, partners, file }) };
}
