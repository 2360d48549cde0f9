import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerFiles, layerSuffixes, type LayerName } from './schema-files.js';

/** What a library may take over from one before it, so that only what has changed is compiled anew. */
export interface Predecessor<Library> {
  readonly library: Library;
  /** Files of the schemas folder that are new, other or gone, by their places in it, with `/`. */
  readonly changed: ReadonlySet<string>;
  /** Whether both look codes up in the same lists. */
  readonly hasSameCodeLists: boolean;
}

const ediFile = /^(?:edifact|x12)\/|\.(?:edi-message|guide\.yaml)$/;

/**
 * Whether one layer of a schema would be compiled to the same as before. Where a file refers to others, a change of any
 * file of that kind counts: it is better to compile once too often.
 */
export function isSameLayer(
  root: string,
  ref: string,
  layer: LayerName,
  { changed, hasSameCodeLists }: Omit<Predecessor<never>, 'library'>,
): boolean {
  if (changed.has(ref + layerSuffixes[layer])) return false;
  const some = (test: (file: string) => boolean): boolean => [...changed].some(test);
  switch (layer) {
    case 'rules':
      return hasSameCodeLists && !some((file) => ediFile.test(file));
    case 'message':
    case 'guide':
      return !some((file) => ediFile.test(file));
    case 'xsd':
      return !some((file) => file.endsWith('.xsd')) || !refersTo(root, ref, layer, /\sschemaLocation\s*=/);
    case 'json':
      return (
        !some((file) => file.endsWith('.schema.json')) || !refersTo(root, ref, layer, /"\$ref"\s*:\s*"[^"#]/)
      );
    default:
      return true;
  }
}

function refersTo(root: string, ref: string, layer: LayerName, reference: RegExp): boolean {
  const file = layerFiles(root, ref)[layer] ?? join(root, ref);
  return !existsSync(file) || reference.test(readFileSync(file, 'utf8'));
}
