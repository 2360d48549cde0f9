import { locationOf, type Document, type DocumentNode, type FormatName, type Location } from '#libs/message';
import { describePlace, type RulePlace } from './places.js';
import type { Value } from './value.js';

/** Where one value of a mapped document came from. */
export interface LineageEntry {
  /** JSON pointer, element path or column name in the target. */
  readonly target: string;
  /** `mappings/sys-1/order.yaml:12 map/items/map/number`. */
  readonly rule: string;
  /** The place in the source; absent for constants and given values. */
  readonly source?: Location;
  readonly sourceValue?: string;
  /** All places and values, where more than one went into the target's value. */
  readonly sources?: readonly { readonly location: Location; readonly value: string }[];
}

/** One target document. The lineage is worked out when it is first asked for: most runs never look. */
export class MappedDocument {
  private entries: readonly LineageEntry[] | undefined;

  constructor(
    readonly document: Document,
    private readonly trail: readonly (DocumentNode | RulePlace | Value)[],
    private readonly sourceFormat: FormatName,
  ) {}

  get lineage(): readonly LineageEntry[] {
    this.entries ??= this.readTrail();
    return this.entries;
  }

  private readTrail(): LineageEntry[] {
    const entries: LineageEntry[] = [];
    for (let at = 0; at < this.trail.length; at += 3) {
      const [target, place, value] = this.trail.slice(at, at + 3) as [DocumentNode, RulePlace, Value];
      const entry = {
        target: locationOf(target, this.document.format).path ?? '',
        rule: describePlace(place),
      };
      entries.push({ ...entry, ...this.sourceOf(value) });
    }
    return entries;
  }

  private sourceOf(value: Value): Partial<LineageEntry> {
    if (value.node === undefined) return {};
    const source = { source: locationOf(value.node, this.sourceFormat), sourceValue: value.node.text ?? '' };
    if (value.nodes === undefined || value.nodes.length < 2) return source;
    const sources = value.nodes.map((node) => ({
      location: locationOf(node, this.sourceFormat),
      value: node.text ?? '',
    }));
    return { ...source, sources };
  }
}
