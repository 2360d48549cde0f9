import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this program, whether it runs from its sources or built. @throws Error when files are missing */
export function programFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'schemas', 'interfaces', 'openapi.yaml'))) return folder;
  throw new Error(`schemas/interfaces/openapi.yaml is not above ${import.meta.dirname}`);
}
