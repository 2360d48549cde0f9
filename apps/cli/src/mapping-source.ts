import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMapping, type Mapping, type MappingSide } from '#libs/mapping';
import { ConfigurationMistakes, errorCode, UsageMistake } from './mistake.js';
import { unknownName, type Workspace } from './workspace.js';

const largestMappingBytes = 4 * 1024 * 1024;

/** A mapping as the command line was told of it: a name under `mappings/`, or a file anywhere. */
export interface NamedMapping {
  readonly mapping: Mapping;
  /** Its name under `mappings/`; undefined for a file elsewhere. */
  readonly name?: string;
}

/** @throws UsageMistake when there is no such mapping, ConfigurationMistakes when there are mistakes in it */
export function readMapping(reference: string, workspace: Workspace): NamedMapping {
  const { file, name } = mappingFile(reference, workspace);
  const { mapping, problems } = compileMapping(readText(file), {
    file: name === undefined ? file : join('mappings', `${name}.yaml`),
    codeLists: workspace.codeLists.names(),
  });
  if (mapping === undefined) throw new ConfigurationMistakes(problems);
  return { mapping, name };
}

/** What the codec of one side of a mapping must know: the file's own options on top of those of its schema. */
export function sideOptions({ schema, options }: MappingSide, workspace: Workspace): object {
  const table =
    schema !== undefined && workspace.schemas.has(schema)
      ? workspace.schemas.table(schema)?.codec()
      : undefined;
  return { ...table?.options, ...options };
}

/** @throws UsageMistake */
export function mappingFile(reference: string, workspace: Workspace): { file: string; name?: string } {
  const name = reference.replace(/^mappings\//, '').replace(/\.yaml$/, '');
  const own = join(workspace.root, 'mappings', `${name}.yaml`);
  const isInside = !name.split('/').includes('..');
  if (isInside && !existsSync(reference) && existsSync(own)) return { file: own, name };
  if (/\.ya?ml$/.test(reference)) return { file: reference };
  throw unknownName(reference, workspace.mappingNames, '映射', 'mapping');
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.byteLength <= largestMappingBytes) return bytes.toString('utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UsageMistake({ zh: `无法读取 ${file}：${code}。`, en: `${file} cannot be read: ${code}.` });
  }
  throw new UsageMistake({ zh: `${file} 过大。`, en: `${file} is too large.` });
}
