import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, normalize, sep } from 'node:path';
import type { ConfigurationProblem } from '#libs/message';
import { DefinitionProblems } from './definition-line.js';
import type { Dialect, MessageDefinition, SegmentDefinition } from './definitions.js';
import {
  emptyTables,
  extendedFolder,
  readTable,
  tableNames,
  type DirectoryTables,
} from './directory-tables.js';
import { EdiDirectory } from './edi-directory.js';
import { EdiNames } from './edi-names.js';
import { readStructure } from './message-structure.js';

interface LoadedTables {
  readonly tables: DirectoryTables;
  readonly problems: readonly ConfigurationProblem[];
}

interface LoadedDirectory {
  readonly directory: EdiDirectory;
  readonly problems: readonly ConfigurationProblem[];
}

const deepestExtension = 20;

/**
 * The EDI definitions under the schemas folder: directories (`edifact/d00b`, `x12/004010`, `edifact/service/3`) and the
 * messages in them. Files are read when first needed and kept. Mistakes in them are problems, with file and line.
 */
export class DefinitionLibrary {
  private readonly tables = new Map<string, LoadedTables>();
  private readonly directories = new Map<string, LoadedDirectory>();

  constructor(private readonly schemasRoot: string) {}

  /** The definition behind `edifact/d00b/IFTMIN` or `x12/004010/404`, whose file must exist. */
  message(ref: string): { definition: MessageDefinition; problems: ConfigurationProblem[] } {
    const folder = ref.slice(0, ref.lastIndexOf('/'));
    const dialect: Dialect = ref.startsWith('x12/') ? 'x12' : 'edifact';
    const file = `${join(this.schemasRoot, ...ref.split('/'))}.edi-message`;
    const own = new DefinitionProblems(file);
    const items = readStructure(readFileSync(file, 'utf8'), dialect, own);
    const { directory, problems } = this.directory(folder);
    const segments = { segment: this.segmentFinder(directory, dialect) };
    const definition = { ref, name: basename(ref), dialect, items, segments };
    return { definition, problems: [...problems, ...own.found] };
  }

  /** A segment around messages (`UNB`, `ISA`) as the syntax version of the interchange has it. */
  serviceSegment(dialect: Dialect, tag: string, syntaxVersion = 3): SegmentDefinition | undefined {
    const folder = dialect === 'x12' ? 'x12/service' : `edifact/service/${syntaxVersion >= 4 ? 4 : 3}`;
    return this.directory(folder).directory.segment(tag);
  }

  /** A directory by its folder; without any file it is empty. */
  directory(folder: string): LoadedDirectory {
    const present = this.directories.get(folder);
    if (present !== undefined) return present;
    const { tables, problems } = this.load(folder, 0);
    const faults = (name: string): DefinitionProblems =>
      new DefinitionProblems(join(this.schemasRoot, folder, `${name}.edi`));
    const found = {
      segments: faults('segments'),
      composites: faults('composites'),
      elements: faults('elements'),
    };
    const directory = new EdiDirectory(tables, found);
    const all = [...problems, ...Object.values(found).flatMap((one) => one.found)];
    const loaded = { directory, problems: all };
    this.directories.set(folder, loaded);
    return loaded;
  }

  /** Names for people, from `edifact/names.edi` or `x12/names.edi`; without the file there are none. */
  names(dialect: Dialect): { names: EdiNames; problems: readonly ConfigurationProblem[] } {
    const file = join(this.schemasRoot, dialect, 'names.edi');
    const problems = new DefinitionProblems(file);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return { names: EdiNames.read(text, problems), problems: problems.found };
  }

  /** The folders that hold tables, sorted. */
  folders(): string[] {
    if (!existsSync(this.schemasRoot)) return [];
    return readdirSync(this.schemasRoot, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(`${sep}segments.edi`))
      .map((name) => name.slice(0, -`${sep}segments.edi`.length).split(sep).join('/'))
      .sort();
  }

  private segmentFinder(directory: EdiDirectory, dialect: Dialect): MessageDefinition['segments']['segment'] {
    return (tag, syntaxVersion) => directory.segment(tag) ?? this.serviceSegment(dialect, tag, syntaxVersion);
  }

  private load(folder: string, depth: number): LoadedTables {
    const present = this.tables.get(folder);
    if (present !== undefined) return present;
    const tables = emptyTables();
    const problems: ConfigurationProblem[] = [];
    for (const name of tableNames) {
      const file = join(this.schemasRoot, ...folder.split('/'), `${name}.edi`);
      if (!existsSync(file)) continue;
      const text = readFileSync(file, 'utf8');
      const own = new DefinitionProblems(file);
      const base = extendedFolder(text);
      if (base !== undefined) this.inherit(name, folder, base, { tables, own, depth });
      readTable(name, text, tables, own);
      problems.push(...own.found);
    }
    const loaded = { tables, problems };
    this.tables.set(folder, loaded);
    return loaded;
  }

  private inherit(
    name: (typeof tableNames)[number],
    folder: string,
    base: string,
    into: { tables: DirectoryTables; own: DefinitionProblems; depth: number },
  ): void {
    const target = normalize(`${folder}/${base}`).split(sep).join('/');
    const known = existsSync(join(this.schemasRoot, target, `${name}.edi`));
    if (target.startsWith('..') || !known || into.depth >= deepestExtension) {
      into.own.at({ line: 1 }, `找不到可继承的目录“${base}”`, `there is no directory ${base} to extend`);
      return;
    }
    const inherited: Map<string, unknown> = this.load(target, into.depth + 1).tables[name];
    const table: Map<string, unknown> = into.tables[name];
    for (const [key, value] of inherited) table.set(key, value);
  }
}
