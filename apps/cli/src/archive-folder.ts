import { join } from 'node:path';
import { listArchive, NoArchive, type ArchivePart } from '#libs/archive';
import type { Call, OptionDeclaration } from './command.js';
import { UsageMistake } from './mistake.js';

/** Of every command that reads the archive. */
export const archiveOption: OptionDeclaration = {
  name: 'archive',
  value: 'folder',
  summary: {
    zh: '归档目录，默认 BIANZU_ARCHIVE 或数据目录下的 archive',
    en: 'of the archive; default BIANZU_ARCHIVE, or archive in the data folder',
  },
};

export function archiveFolder({ given, environment }: Call): string {
  const folder = given.optional('archive') ?? environment.BIANZU_ARCHIVE;
  return folder ?? join(environment.BIANZU_DATA ?? 'data', 'archive');
}

/** The parts of the archive, oldest first. @throws UsageMistake when there is no archive */
export function partsOf(call: Call): ArchivePart[] {
  const folder = archiveFolder(call);
  try {
    return listArchive(folder);
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    throw new UsageMistake({ zh: `“${folder}”中没有归档。`, en: `There is no archive in "${folder}".` });
  }
}
