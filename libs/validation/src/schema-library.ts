import { existsSync } from 'node:fs';
import type { CodeLists } from '#libs/base-data';
import { StageError, type ConfigurationProblem, type Document, type Issue } from '#libs/message';
import { issueList } from './issue-list.js';
import { JsonSchema } from './json-schema/json-schema.js';
import { SchemaStore } from './json-schema/schema-store.js';
import type { Layer } from './layer.js';
import { layerFiles, schemaRefs, type LayerName } from './schema-files.js';
import { RuleSet } from './rules/rule-set.js';
import { TableSchema } from './table/table-schema.js';
import { XsdSchema } from './xsd/xsd-schema.js';

export interface SchemaLibraryOptions {
  /** The `schemas` folder. */
  readonly schemasRoot: string;
  /** Needed where rules check codes. */
  readonly codeLists?: CodeLists;
  /** Issues told of one document before `more-issues` ends the list; 1,000 unless given. */
  readonly mostIssues?: number;
}

interface Loaded {
  readonly layers: Partial<Record<LayerName, Layer>>;
  readonly table?: TableSchema;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Checks decoded documents against the schemas folder. A schema reference is a path in that folder without ending
 * (`sources/sys-1/order`), and the files that exist say which layers check a document:
 *
 * - structure, by the document's own format: `.xsd` for XML, `.table.yaml` for CSV and fixed-width records, `.schema.json`
 *   for JSON, and for any other document whose own kind of file is not there;
 * - `.rules.yaml` on top of any of them: cross-field rules, code lists, identifiers.
 *
 * Every layer always runs, so that a sender hears of all faults at once. Files are compiled once, when first needed. A
 * mistake in a file is a `ConfigurationProblem`; a document that needs such a file is neither accepted nor refused.
 */
export class SchemaLibrary {
  private readonly loaded = new Map<string, Loaded>();
  private readonly root: string;
  private readonly mostIssues: number;
  private readonly codeLists: CodeLists | undefined;
  private store: SchemaStore | undefined;

  constructor(options: SchemaLibraryOptions) {
    this.root = options.schemasRoot;
    this.codeLists = options.codeLists;
    this.mostIssues = options.mostIssues ?? 1000;
  }

  /** Whether any file stands behind this reference. */
  has(ref: string): boolean {
    return Object.keys(layerFiles(this.root, ref)).length > 0;
  }

  /**
   * Every fault of a document, ordered by place.
   *
   * @throws StageError (not retryable) when the reference is unknown or its files are wrong
   */
  validate(document: Document, ref: string): Issue[] {
    const { layers, problems } = this.load(ref);
    if (problems.length > 0) {
      throw new StageError('validate', `the schema ${ref} cannot be used: ${problems[0]!.message.en}`, false);
    }
    const structure = structureLayer(document, layers);
    if (structure === undefined && layers.rules === undefined) {
      throw new StageError('validate', `there is no schema ${ref} for ${document.format}`, false);
    }
    const issues = [structure, layers.rules].flatMap((layer) => layer?.validate(document) ?? []);
    return issues.length === 0 ? issues : issueList(issues, this.mostIssues);
  }

  /** The table of CSV or fixed-width records under this reference: how its codec reads them, and what is in them. */
  table(ref: string): TableSchema | undefined {
    return this.load(ref).table;
  }

  /** The mistakes in all files of the folder; compiles every one of them. */
  problems(): ConfigurationProblem[] {
    if (!existsSync(this.root)) {
      const message = { zh: 'schemas 目录不存在', en: 'the schemas folder does not exist' };
      return [{ file: this.root, message }];
    }
    return schemaRefs(this.root).flatMap((ref) => this.load(ref).problems);
  }

  private load(ref: string): Loaded {
    const present = this.loaded.get(ref);
    if (present !== undefined) return present;
    const loaded = this.compile(layerFiles(this.root, ref));
    this.loaded.set(ref, loaded);
    return loaded;
  }

  private compile(files: Partial<Record<LayerName, string>>): Loaded {
    const layers: Partial<Record<LayerName, Layer>> = {};
    const problems: ConfigurationProblem[] = [];
    for (const [name, file] of Object.entries(files) as [LayerName, string][]) {
      const { schema, problems: found } = this.compileLayer(name, file);
      layers[name] = schema;
      problems.push(...found);
    }
    const { table } = layers;
    return { layers, table: table instanceof TableSchema ? table : undefined, problems };
  }

  private compileLayer(name: LayerName, file: string): { schema?: Layer; problems: ConfigurationProblem[] } {
    switch (name) {
      case 'xsd':
        return XsdSchema.compile(file, this.root);
      case 'table':
        return TableSchema.compile(file);
      case 'rules':
        return RuleSet.compile(file, this.codeLists);
      default:
        this.store ??= new SchemaStore(this.root);
        return JsonSchema.compile(file, this.store);
    }
  }
}

function structureLayer(document: Document, layers: Loaded['layers']): Layer | undefined {
  switch (document.format) {
    case 'xml':
      return layers.xsd ?? layers.json;
    case 'csv':
    case 'fixed-width':
      return layers.table ?? layers.json;
    default:
      return layers.json;
  }
}
