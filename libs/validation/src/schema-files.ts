import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

export const layerSuffixes = {
  xsd: '.xsd',
  json: '.schema.json',
  table: '.table.yaml',
  message: '.edi-message',
  guide: '.guide.yaml',
  rules: '.rules.yaml',
} as const;

export type LayerName = keyof typeof layerSuffixes;

const wellFormed = /^[\p{L}\p{N}_-][\p{L}\p{N}_.-]*(?:\/[\p{L}\p{N}_-][\p{L}\p{N}_.-]*)*$/u;

/** Which layers a schema reference has: a path under the schemas folder without its ending, never out of it. */
export function layerFiles(root: string, ref: string): Partial<Record<LayerName, string>> {
  const found: Partial<Record<LayerName, string>> = {};
  if (!wellFormed.test(ref)) return found;
  for (const [layer, suffix] of Object.entries(layerSuffixes) as [LayerName, string][]) {
    const file = join(root, ...ref.split('/')) + suffix;
    if (existsSync(file)) found[layer] = file;
  }
  return found;
}

/** Every reference that has at least one file, sorted. */
export function schemaRefs(root: string): string[] {
  const refs = new Set<string>();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const suffix = Object.values(layerSuffixes).find((ending) => name.endsWith(ending));
    if (suffix !== undefined) refs.add(name.slice(0, -suffix.length).split(sep).join('/'));
  }
  return [...refs].sort();
}
