import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { loadCodeLists, type CodeTables } from '#libs/base-data';
import { loadCanonicalMessages, type MessageModel } from '#libs/canonical';
import { didYouMean } from '#libs/checked-yaml';
import { StageError, type ConfigurationProblem, type Document, type Issue } from '#libs/message';
import { loadRouting, type RoutingTable } from '#libs/routing';
import { DefinitionLibrary, SchemaLibrary, type EdiNames } from '#libs/validation';
import { ConfigurationMistakes, UsageMistake } from './mistake.js';

const mostIssuesPerDocument = 10_000;
const schemaEnding = /\.(?:xsd|schema\.json|table\.yaml|edi-message|guide\.yaml)$/;

/**
 * The configuration folder, each part read when a command first needs it: whoever decodes one file does not wait for
 * schemas, and is not troubled by mistakes elsewhere. A part that is used must be right.
 */
export class Workspace {
  private readonly parts = new Map<string, unknown>();

  constructor(readonly root: string) {}

  /** @throws ConfigurationMistakes */
  get codeLists(): CodeTables {
    return this.part('code-lists', (folder) => {
      const { lists, problems } = loadCodeLists(folder);
      const named = problems.map((one) => ({ ...one, file: join('code-lists', one.file) }));
      return { value: lists, problems: named };
    });
  }

  /** @throws ConfigurationMistakes */
  get routing(): RoutingTable {
    return this.part('agreements', (folder) => {
      const files = filesIn(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => ({ file: join('agreements', name), text: readFileSync(join(folder, name), 'utf8') }));
      const { table, problems } = loadRouting(files);
      return { value: table, problems };
    });
  }

  get schemas(): SchemaLibrary {
    const codeLists = this.codeLists;
    return this.part('schemas', (schemasRoot) => ({
      value: new SchemaLibrary({ schemasRoot, codeLists, mostIssues: mostIssuesPerDocument }),
      problems: [],
    }));
  }

  /** Names of segments, elements and codes. @throws ConfigurationMistakes */
  ediNames(dialect: 'edifact' | 'x12'): EdiNames {
    const { names, problems } = new DefinitionLibrary(this.folder('schemas')).names(dialect);
    if (problems.length > 0) throw new ConfigurationMistakes(problems);
    return names;
  }

  /** By schema name, e.g. `canonical/party/1`. */
  get canonicalMessages(): ReadonlyMap<string, MessageModel> {
    return this.part('schemas/canonical', () => ({
      value: loadCanonicalMessages(join(this.root, 'schemas')),
      problems: [],
    }));
  }

  get schemaNames(): string[] {
    const names = filesIn(this.folder('schemas')).filter((name) => schemaEnding.test(name));
    const schemas = names.map((name) => name.replace(schemaEnding, '').split(sep).join('/'));
    return [...new Set(schemas)].filter((name) => !name.startsWith('canonical/components/')).sort();
  }

  /** @throws UsageMistake when there is no such schema */
  requireSchema(name: string): string {
    if (!this.schemas.has(name)) throw unknownName(name, this.schemaNames, '结构定义', 'schema');
    return name;
  }

  /** @throws ConfigurationMistakes with every mistake in the schema's files */
  validate(document: Document, schema: string): Issue[] {
    try {
      return this.schemas.validate(document, schema);
    } catch (error) {
      if (!(error instanceof StageError)) throw error;
      const files = join(this.root, 'schemas', schema);
      const problems = this.schemas.problems().filter(({ file }) => file.startsWith(`${files}.`));
      if (problems.length > 0) throw new ConfigurationMistakes(problems);
      const zh = `结构定义“${schema}”不适用于 ${document.format}。`;
      throw new UsageMistake({ zh, en: `The schema "${schema}" says nothing about ${document.format}.` });
    }
  }

  /** Names of the mapping files, e.g. `sys-1/order-to-transport-order`. */
  get mappingNames(): string[] {
    return filesIn(this.folder('mappings'))
      .filter((name) => name.endsWith('.yaml') && name.includes('-to-'))
      .map((name) =>
        name
          .replace(/\.yaml$/, '')
          .split(sep)
          .join('/'),
      );
  }

  /** Where a file of the configuration lies, as people name it. */
  nameOf({ file }: ConfigurationProblem): string {
    const inside = relative(this.root, file);
    if (file.startsWith(this.root) && !inside.startsWith('..')) return inside;
    const isList = !existsSync(join(this.root, file)) && existsSync(join(this.root, 'code-lists', file));
    return isList ? join('code-lists', file) : file;
  }

  /** @throws UsageMistake when the folder is not there */
  folder(name: string): string {
    const folder = join(this.root, name);
    if (existsSync(folder)) return folder;
    throw new UsageMistake({
      zh: `“${this.root}”中没有 ${name} 目录；请用 --root 或 BIANZU_CONFIGURATION 指明配置目录。`,
      en: `There is no folder "${name}" in "${this.root}"; say with --root or BIANZU_CONFIGURATION where the configuration is.`,
    });
  }

  private part<T>(
    name: string,
    load: (folder: string) => { value: T; problems: readonly ConfigurationProblem[] },
  ): T {
    if (!this.parts.has(name)) {
      const { value, problems } = load(this.folder(name));
      if (problems.length > 0) throw new ConfigurationMistakes(problems);
      this.parts.set(name, value);
    }
    return this.parts.get(name) as T;
  }
}

/** `There is no schema "x"; did you mean "y"?`, or the list of what there is. */
export function unknownName(name: string, known: readonly string[], zh: string, en: string): UsageMistake {
  const meant = didYouMean(name, known);
  const list = known.join('\n  ');
  return new UsageMistake({
    zh: `没有${zh}“${name}”${meant === undefined ? `，现有：\n  ${list}` : `，是否应为“${meant}”？`}`,
    en: `There is no ${en} "${name}"${meant === undefined ? `; there are:\n  ${list}` : `; did you mean "${meant}"?`}`,
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}
