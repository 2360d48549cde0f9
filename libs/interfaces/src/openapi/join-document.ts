import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

type Tree = Record<string, unknown>;

/**
 * An interface document of one file with what all subjects share, `<name>.yaml`, and one part per subject, `<name>/*.yaml`: as one
 * document. Objects are joined member by member and lists one after the other; the same member twice throws an Error with both names.
 */
export function joinDocument(folder: string, name: string): Tree {
  const whole = read(join(folder, `${name}.yaml`));
  const parts = readdirSync(join(folder, name)).filter((file) => file.endsWith('.yaml'));
  for (const file of parts.sort()) {
    const part = read(join(folder, name, file));
    joinInto(whole, part, `${name}/${file}`, []);
  }
  return whole;
}

/** Nobody edits these files on an installation: places of mistakes are not needed, and every start waits for them. */
function read(file: string): Tree {
  return load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA }) as Tree;
}

/** How deep members are joined: `paths` by path, `components` by kind and name. What lies below belongs to one part. */
const joinedLevels: Readonly<Record<string, number>> = { paths: 1, webhooks: 1, components: 2 };

function joinInto(whole: Tree, part: Tree, file: string, place: readonly string[]): void {
  for (const [key, value] of Object.entries(part)) {
    const there = whole[key];
    const here = [...place, key];
    if (there === undefined) whole[key] = value;
    else if (Array.isArray(there) && Array.isArray(value))
      whole[key] = [...(there as unknown[]), ...(value as unknown[])];
    else if (here.length <= (joinedLevels[here[0]!] ?? 0)) joinInto(there as Tree, value as Tree, file, here);
    else throw new Error(`${file}: ${here.join(' ')} is there already`);
  }
}
