import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from '#libs/conformance';
import { UsageMistake } from '../mistake.js';

export type NamedSample = Sample & { readonly fileName: string };

const mostSamples = 200;
const largestBytes = 1024 * 1024;

/** The files of a folder in the order of their names. @throws UsageMistake */
export function samplesIn(folder: string): NamedSample[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter(
      (name) => !name.startsWith('.') && statSync(join(folder, name)).isFile(),
    );
  } catch {
    throw new UsageMistake({ zh: `无法读取目录“${folder}”。`, en: `The folder "${folder}" cannot be read.` });
  }
  const large = names.find((name) => statSync(join(folder, name)).size > largestBytes);
  if (names.length > mostSamples || large !== undefined)
    throw new UsageMistake({
      zh: `“${folder}”至多 ${mostSamples} 个文件，每个至多 1 MB。`,
      en: `"${folder}" may have ${mostSamples} files of at most 1 MB each.`,
    });
  return names.sort().map((fileName) => ({ fileName, bytes: readFileSync(join(folder, fileName)) }));
}
