import { frozenEntry, type CodeEntry } from './code-entry.js';
import type { CrossReference } from './cross-reference.js';
import type { ListDefinition } from './list-definition.js';
import { byStart, isValidAt } from './validity.js';

/**
 * One list in memory with its cross-references. A code may have several versions that follow each other; asked without
 * a day, the newest version answers, whether it is still valid or not.
 */
export class CodeTable {
  private readonly versionsByCode = new Map<string, CodeEntry[]>();
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly CodeEntry[]>>();

  constructor(
    readonly definition: ListDefinition,
    entries: Iterable<CodeEntry>,
    readonly references: ReadonlyMap<string, CrossReference> = new Map(),
  ) {
    for (const entry of entries) {
      const versions = this.versionsByCode.get(entry.code);
      if (versions === undefined) this.versionsByCode.set(entry.code, [frozenEntry(entry)]);
      else versions.push(frozenEntry(entry));
    }
    for (const versions of this.versionsByCode.values()) if (versions.length > 1) versions.sort(byStart);
  }

  find(code: string, at?: string): CodeEntry | undefined {
    const versions = this.versionsByCode.get(code);
    if (versions === undefined) return undefined;
    return at === undefined ? versions.at(-1) : versions.findLast((version) => isValidAt(version, at));
  }

  /** One entry per code, in the order of the file. */
  entries(at?: string): CodeEntry[] {
    const found: CodeEntry[] = [];
    for (const code of this.versionsByCode.keys()) {
      const entry = this.find(code, at);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  /** Every version of every code, or of one code, the oldest first. */
  versions(code?: string): readonly CodeEntry[] {
    if (code !== undefined) return this.versionsByCode.get(code) ?? [];
    return [...this.versionsByCode.values()].flat();
  }

  /** Entries whose attribute, or `code`, `zh` or `en`, has exactly this value. */
  allBy(attribute: string, value: string, at?: string): CodeEntry[] {
    const candidates = this.index(attribute).get(value) ?? [];
    return candidates.filter((entry) => this.find(entry.code, at) === entry);
  }

  private index(attribute: string): ReadonlyMap<string, readonly CodeEntry[]> {
    const present = this.indexes.get(attribute);
    if (present !== undefined) return present;
    const index = new Map<string, CodeEntry[]>();
    for (const entry of this.versions()) {
      const value = fieldOf(entry, attribute);
      if (value === undefined) continue;
      const twins = index.get(value);
      if (twins === undefined) index.set(value, [entry]);
      else twins.push(entry);
    }
    // only names that the list has are kept, so that questions from outside cannot fill the memory
    if (index.size > 0) this.indexes.set(attribute, index);
    return index;
  }
}

function fieldOf(entry: CodeEntry, attribute: string): string | undefined {
  switch (attribute) {
    case 'code':
    case 'zh':
    case 'en':
      return entry[attribute];
    default:
      return Object.hasOwn(entry.attributes, attribute) ? entry.attributes[attribute] : undefined;
  }
}
