import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compileMapping } from '#libs/mapping';
import type { ConfigurationProblem } from '#libs/message';
import type { ActiveMapping } from './active-configuration.js';
import { mappingWhenNeeded } from './mapping-when-needed.js';

interface LoadMappingsOptions {
  /** Names of the code lists that there are; without them a mapping may name any. */
  readonly codeLists?: readonly string[];
  /** Mappings that need not be compiled again when their text is the same. */
  readonly known?: readonly ActiveMapping[];
  /** The files have no mistakes: each is compiled when it is first needed. */
  readonly isSound?: boolean;
}

/** Every mapping file; it is called by its place, e.g. `sys-1/order-to-transport-order`. */
export function loadMappings(
  folder: string,
  { codeLists, known = [], isSound = false }: LoadMappingsOptions = {},
): { mappings: ActiveMapping[]; problems: ConfigurationProblem[] } {
  const before = new Map(known.map((one) => [one.file, one]));
  const mappings: ActiveMapping[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const { name: place, text } of filesUnder(folder, '.yaml').filter(({ name }) =>
    name.includes('-to-'),
  )) {
    const file = `mappings/${place}`;
    const source = { name: place.replace(/\.yaml$/, ''), file, text };
    const same = before.get(file);
    if (same?.text === text) {
      mappings.push(same);
      continue;
    }
    if (isSound) {
      mappings.push(mappingWhenNeeded(source, { file, codeLists }));
      continue;
    }
    const { mapping, problems: found } = compileMapping(text, { file, codeLists });
    problems.push(...found);
    if (mapping !== undefined) mappings.push({ ...source, mapping });
  }
  return { mappings, problems };
}

/** Files by their names under the folder, with `/` between the parts. */
export function filesUnder(folder: string, ending: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name: name.split(sep).join('/'), text: readFileSync(join(folder, name), 'utf8') }));
}
