import type { DefinitionLine, DefinitionProblems, Word } from './definition-line.js';
import type {
  CompositeDefinition,
  Dependency,
  ElementDefinition,
  PartDefinition,
  SegmentDefinition,
} from './definitions.js';
import { dependencyNote } from './dependency-notes.js';
import type { DirectoryTables } from './directory-tables.js';
import { elementFormat } from './element-format.js';

/** The segments, composites and elements of one directory, resolved. */
export class EdiDirectory {
  private readonly elements = new Map<string, ElementDefinition>();
  private readonly composites = new Map<string, CompositeDefinition>();
  private readonly segments = new Map<string, SegmentDefinition>();

  /** @param problems by table: what refers to something that is not there, or is not written as it should be */
  constructor(
    tables: DirectoryTables,
    private readonly problems: Readonly<Record<'segments' | 'composites' | 'elements', DefinitionProblems>>,
  ) {
    for (const [code, line] of tables.elements) this.addElement(code, line, tables);
    for (const [code, line] of tables.composites) {
      const { parts, dependencies } = this.parts(line, problems.composites, (name) =>
        this.elements.get(name),
      );
      this.composites.set(code, { kind: 'composite', code, parts, dependencies });
    }
    for (const [tag, line] of tables.segments) {
      const find = (name: string): ElementDefinition | CompositeDefinition | undefined =>
        this.elements.get(name) ?? this.composites.get(name);
      this.segments.set(tag, { tag, ...this.parts(line, problems.segments, find) });
    }
  }

  segment(tag: string): SegmentDefinition | undefined {
    return this.segments.get(tag);
  }

  segmentTags(): string[] {
    return [...this.segments.keys()];
  }

  private addElement(code: string, line: DefinitionLine, tables: DirectoryTables): void {
    const text = line.words
      .slice(1)
      .map((word) => word.text)
      .join(' ');
    const format = elementFormat(text);
    if (format === undefined) {
      this.problems.elements.at(
        line.words[1]!,
        `“${text}”不是数据元格式`,
        `"${text}" is no format of an element`,
      );
      return;
    }
    const codes = tables.codes.get(code);
    const isListed = format.type === 'ID' && codes !== undefined && !codes.open;
    const lengths = isListed ? lengthsOf(codes.values) : undefined;
    const said = lengths === undefined ? text : `ID ${lengths.minLength}/${lengths.maxLength}`;
    this.elements.set(code, { kind: 'element', code, format: said, ...format, ...lengths, codes });
  }

  private parts<Item>(
    line: DefinitionLine,
    problems: DefinitionProblems,
    find: (name: string) => Item | undefined,
  ): { parts: PartDefinition<Item>[]; dependencies: Dependency[] } {
    const bar = line.words.findIndex((word) => word.text === '|');
    const words = line.words.slice(1, bar < 0 ? undefined : bar);
    const notes = bar < 0 ? [] : line.words.slice(bar + 1);
    const parts = words.flatMap((word) => readPart(word, find, problems) ?? []);
    const dependencies = notes.flatMap((word) => {
      const note = dependencyNote(word.text);
      if (note !== undefined && note.positions.every((at) => at >= 1 && at <= words.length)) return [note];
      problems.at(
        word,
        `“${word.text}”不是此处可用的条件`,
        `${word.text} is no condition on these positions`,
      );
      return [];
    });
    return { parts, dependencies };
  }
}

/** `C507!`, `3055`, `C002!*5`: what stands at a position, whether it must, how often it may. */
function readPart<Item>(
  word: Word,
  find: (name: string) => Item | undefined,
  problems: DefinitionProblems,
): PartDefinition<Item> | undefined {
  const match = /^([A-Z]?\d{1,4})(!)?(?:\*([1-9]\d{0,5}))?$/.exec(word.text);
  const item = match === null ? undefined : find(match[1]!);
  if (match === null || item === undefined) {
    problems.at(word, `“${word.text}”未定义`, `${word.text} is defined nowhere`);
    return undefined;
  }
  return { item, mandatory: match[2] !== undefined, repetitions: Number(match[3] ?? 1) };
}

/** X12 gives the length of a code by its list. */
function lengthsOf(values: ReadonlySet<string>): { minLength: number; maxLength: number } {
  const lengths = [...values].map((code) => code.length);
  return { minLength: Math.min(...lengths), maxLength: Math.max(...lengths) };
}
