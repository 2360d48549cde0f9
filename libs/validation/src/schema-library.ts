import { existsSync } from 'node:fs';
import type { CodeLists } from '#libs/base-data';
import { StageError, type ConfigurationProblem, type Document, type Issue } from '#libs/message';
import { DefinitionLibrary } from './edi/definitions/definition-library.js';
import { nearestDirectory } from './edi/definitions/nearest-directory.js';
import { EdiLayer } from './edi/edi-layer.js';
import type { WriteOptions, WrittenMessage } from './edi/write/message-writer.js';
import { InterchangeOutline } from './edi/interchange-outline.js';
import type { OutlinedSegment } from './edi/outline/outlined-segment.js';
import { issueList } from './issue-list.js';
import { JsonSchema } from './json-schema/json-schema.js';
import { SchemaStore } from './json-schema/schema-store.js';
import { isSameLayer, type Predecessor } from './kept-layers.js';
import type { Layer } from './layer.js';
import { layerFiles, schemaRefs, type LayerName } from './schema-files.js';
import { RuleSet } from './rules/rule-set.js';
import { TableSchema } from './table/table-schema.js';
import { PublicSchemas } from './xsd/public-schemas.js';
import { XsdSchema } from './xsd/xsd-schema.js';

export interface SchemaLibraryOptions {
  /** The `schemas` folder. */
  readonly schemasRoot: string;
  /** Needed where rules check codes. */
  readonly codeLists?: CodeLists;
  /** Issues told of one document before `more-issues` ends the list; 1,000 unless given. */
  readonly mostIssues?: number;
  /** A library over an earlier state of the folder: what is the same in it is not compiled again. */
  readonly before?: Predecessor<SchemaLibrary>;
}

/** EDI messages as documents for mapping, with everything that is wrong with them. */
export interface StructuredDocuments {
  /** The first message of the schema's type; absent when there is none. */
  readonly document?: Document;
  /** One for each message of the schema's type, in order. */
  readonly documents: readonly Document[];
  readonly issues: readonly Issue[];
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
 *   for JSON, and for any other document whose own kind of file is not there; for EDIFACT and X12 `.edi-message`, or
 *   `.guide.yaml`, which narrows one;
 * - XML without one of these is checked by the XSD that others publish for its namespace, where the installation has it;
 * - `.rules.yaml` on top of any of them: cross-field rules, code lists, identifiers. Of EDI they see structured messages.
 *
 * Every layer always runs, so that a sender hears of all faults at once. Files are compiled once, when first needed. A
 * mistake in a file is a `ConfigurationProblem`; a document that needs such a file is neither accepted nor refused.
 */
export class SchemaLibrary {
  private readonly loaded = new Map<string, Loaded>();
  /** Layers of the library before this one that are still right. */
  private readonly kept = new Map<string, Layer>();
  private readonly root: string;
  private readonly mostIssues: number;
  private readonly codeLists: CodeLists | undefined;
  private readonly definitions: DefinitionLibrary;
  private readonly interchanges: InterchangeOutline;
  private readonly publicSchemas = PublicSchemas.ofEnvironment();
  private store: SchemaStore | undefined;

  constructor(options: SchemaLibraryOptions) {
    this.root = options.schemasRoot;
    this.codeLists = options.codeLists;
    this.definitions = new DefinitionLibrary(this.root);
    this.interchanges = new InterchangeOutline(this.definitions);
    this.mostIssues = options.mostIssues ?? 1000;
    if (options.before !== undefined) this.keep(options.before);
  }

  /** Whether any file stands behind this reference. */
  has(ref: string): boolean {
    return Object.keys(layerFiles(this.root, ref)).length > 0;
  }

  /**
   * Every fault of a document, ordered by place; of a structured message as soon as it is written.
   *
   * @throws StageError (not retryable) when the reference is unknown or its files are wrong
   */
  validate(document: Document, ref: string): Issue[] {
    if (isStructured(document)) return [...this.write(document, ref).issues];
    const layers = this.usable(ref);
    if (isEdi(document) && layers.rules !== undefined) return [...this.structure(document, ref).issues];
    const structure = structureLayer(document, layers) ?? this.publicLayer(document);
    if (structure === undefined && layers.rules === undefined) throw noSchema(document, ref);
    const issues = [structure, layers.rules].flatMap((layer) => layer?.validate(document) ?? []);
    return issues.length === 0 ? issues : issueList(issues, this.mostIssues);
  }

  /**
   * Turns the messages of a decoded EDIFACT or X12 interchange into documents that mappings read, and validates them.
   *
   * @throws StageError (not retryable) when the reference is unknown, no EDI definition or guide, or its files are wrong
   */
  structure(document: Document, ref: string): StructuredDocuments {
    const layers = this.usable(ref);
    const layer = structureLayer(document, layers);
    if (!(layer instanceof EdiLayer)) throw noSchema(document, ref);
    const { documents, issues } = layer.structure(document);
    const ofRules = documents.flatMap((message) => layers.rules?.validate(message) ?? []);
    return { document: documents[0], documents, issues: issueList([...issues, ...ofRules], this.mostIssues) };
  }

  /**
   * Faults in the elements of the segments around the messages of an interchange (UNB, ISA ...), whatever messages it has:
   * for interchanges that are read in parts. `validate` tells them too when it has the whole interchange.
   */
  validateEnvelope(document: Document): Issue[] {
    const { format } = document;
    if (format !== 'edifact' && format !== 'x12') return [];
    return issueList(this.interchanges.envelopeFaults(document, format, this.mostIssues), this.mostIssues);
  }

  /**
   * Every segment of a decoded interchange with its groups and the definitions of its elements, for people.
   * @param ref of the definition or guide that places segments; without it, messages are flat
   */
  outline(document: Document, ref?: string): OutlinedSegment[] {
    const { format } = document;
    if (format !== 'edifact' && format !== 'x12') return [];
    const layer = ref === undefined ? undefined : structureLayer(document, this.usable(ref));
    return this.interchanges.segments(
      document,
      format,
      layer instanceof EdiLayer ? layer.message : undefined,
    );
  }

  /** The definition of the same message in the directory that comes nearest (`edifact/d01b/IFTMIN`: that of D.00B). */
  nearestMessage(ref: string): string | undefined {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    const holders = this.definitions.folders().filter((folder) => this.has(`${folder}/${name}`));
    const folder = nearestDirectory(ref.slice(0, ref.lastIndexOf('/')), holders);
    return folder === undefined ? undefined : `${folder}/${name}`;
  }

  /**
   * Turns a structured message, as `structure` gives it or a mapping makes it, into segments from UNH to UNT or from ST to
   * SE in the order and the positions of its definition, and validates what it has written.
   *
   * @throws StageError (not retryable) when the reference is unknown, no EDI definition or guide, or its files are wrong
   */
  write(message: Document, ref: string, options: WriteOptions = {}): WrittenMessage {
    const layers = this.usable(ref);
    const layer = layers.guide ?? layers.message;
    if (!(layer instanceof EdiLayer)) throw noSchema(message, ref);
    const written = layer.write(message, options);
    const ofRules = layers.rules?.validate(message) ?? [];
    return { ...written, issues: issueList([...written.issues, ...ofRules], this.mostIssues) };
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
    const problems = this.refs().flatMap((ref) => this.problemsOf(ref));
    // Messages of one directory share its tables, and so the mistakes in them.
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  }

  /** Every schema reference of the folder. */
  refs(): string[] {
    return schemaRefs(this.root);
  }

  /** The mistakes in the files of one schema; compiles them when that is still to be done. */
  problemsOf(ref: string): readonly ConfigurationProblem[] {
    return this.load(ref).problems;
  }

  private keep(before: Predecessor<SchemaLibrary>): void {
    for (const [ref, { layers, problems }] of before.library.loaded) {
      if (problems.length > 0) continue;
      for (const [name, layer] of Object.entries(layers) as [LayerName, Layer][])
        if (isSameLayer(this.root, ref, name, before)) this.kept.set(`${ref}.${name}`, layer);
    }
  }

  private publicLayer(document: Document): Layer | undefined {
    return document.format === 'xml' ? this.publicSchemas?.schemaFor(document) : undefined;
  }

  private usable(ref: string): Loaded['layers'] {
    const { layers, problems } = this.load(ref);
    if (problems.length === 0) return layers;
    throw new StageError('validate', `the schema ${ref} cannot be used: ${problems[0]!.message.en}`, false);
  }

  private load(ref: string): Loaded {
    const present = this.loaded.get(ref);
    if (present !== undefined) return present;
    const loaded = this.compile(ref, layerFiles(this.root, ref));
    this.loaded.set(ref, loaded);
    return loaded;
  }

  private compile(ref: string, files: Partial<Record<LayerName, string>>): Loaded {
    const layers: Partial<Record<LayerName, Layer>> = {};
    const problems: ConfigurationProblem[] = [];
    for (const [name, file] of Object.entries(files) as [LayerName, string][]) {
      const kept = this.kept.get(`${ref}.${name}`);
      const { schema, problems: found } =
        kept === undefined ? this.compileLayer(name, file, ref) : { schema: kept, problems: [] };
      layers[name] = schema;
      problems.push(...found);
    }
    const { table } = layers;
    return { layers, table: table instanceof TableSchema ? table : undefined, problems };
  }

  private compileLayer(
    name: LayerName,
    file: string,
    ref: string,
  ): { schema?: Layer; problems: ConfigurationProblem[] } {
    const { definitions, mostIssues, root: schemasRoot } = this;
    switch (name) {
      case 'message':
        return EdiLayer.compileMessage(ref, { definitions, mostIssues, schemasRoot });
      case 'guide':
        return EdiLayer.compileGuide(file, { definitions, mostIssues, schemasRoot });
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
    case 'edifact':
    case 'x12':
      return layers.guide ?? layers.message ?? layers.json;
    default:
      return layers.json;
  }
}

function isEdi({ format }: Document): boolean {
  return format === 'edifact' || format === 'x12';
}

/** What mappings read and make, and not what a codec has read. */
function isStructured(document: Document): boolean {
  return isEdi(document) && document.root.name !== 'interchange';
}

function noSchema({ format }: Document, ref: string): StageError {
  return new StageError('validate', `there is no schema ${ref} for ${format}`, false);
}
