import type {
  CompositeDefinition,
  ElementDefinition,
  PartDefinition,
  SegmentDefinition,
  StructureItem,
} from '#libs/validation';
import type { PublishedElement, PublishedPlace, PublishedTables } from './published-tables.js';

/** Takes differences, and the known mistakes of the tables that explain some of them. */
export class Differences {
  readonly found: string[] = [];
  readonly explained = new Map<string, number>();
  compared = 0;

  same(place: string, ours: unknown, published: unknown): void {
    this.compared++;
    if (ours !== published) this.found.push(`${place}: ours ${String(ours)}, published ${String(published)}`);
  }

  explain(reason: string): void {
    this.compared++;
    this.explained.set(reason, (this.explained.get(reason) ?? 0) + 1);
  }
}

/** Compares a message line by line. Service segments frame every message, whatever the table says of them. */
export function compareStructure(
  place: string,
  ours: readonly StructureItem[],
  published: readonly PublishedPlace[],
  differences: Differences,
): void {
  differences.same(`${place} length`, ours.length, published.length);
  published.forEach((theirs, at) => {
    const item = ours[at];
    if (item === undefined) return;
    const name = theirs.Loop === undefined ? (theirs.Id ?? theirs.ID) : firstOf(theirs.Loop);
    const here = `${place}/${at + 1} ${name}`;
    const isFrame = name === 'UNH' || name === 'UNT';
    differences.same(here, item.kind === 'segment' ? item.tag : item.trigger, name);
    differences.same(`${here} mandatory`, item.mandatory, isFrame || (theirs.Min ?? 1) > 0);
    differences.same(`${here} repetitions`, item.repetitions, timesOf(theirs.Max));
    differences.same(`${here} is a group`, item.kind === 'group', theirs.Loop !== undefined);
    if (item.kind === 'group') compareStructure(here, item.items, theirs.Loop ?? [], differences);
  });
}

function timesOf(max: number | 'unbounded' = 1): number {
  return max === 'unbounded' ? Infinity : max;
}

function firstOf(loop: readonly PublishedPlace[]): string | undefined {
  return loop[0]?.Id ?? loop[0]?.ID;
}

/** Compares a segment position by position, with its composites, formats and codes. */
export function compareSegment(
  place: string,
  ours: SegmentDefinition | undefined,
  tables: PublishedTables,
  tag: string,
  differences: Differences,
): void {
  const elements = tables.Segments[tag]?.Elements ?? [];
  differences.same(`${place} positions`, ours?.parts.length, elements.length);
  compareParts(place, ours?.parts ?? [], elements, tables, differences);
}

function compareParts(
  place: string,
  ours: readonly PartDefinition<CompositeDefinition | ElementDefinition>[],
  published: readonly PublishedElement[],
  tables: PublishedTables,
  differences: Differences,
): void {
  published.forEach((theirs, at) => {
    const part = ours[at];
    if (part === undefined) return;
    const here = `${place}/${at + 1} ${theirs.Id}`;
    differences.same(here, part.item.code, theirs.Id);
    differences.same(`${here} mandatory`, part.mandatory, theirs.Required === true);
    differences.same(`${here} repetitions`, part.repetitions, theirs.Repeat ?? 1);
    differences.same(
      `${here} is a composite`,
      part.item.kind === 'composite',
      theirs.Components !== undefined,
    );
    if (part.item.kind === 'element') compareElement(here, part.item, theirs, tables, differences);
    else compareParts(here, part.item.parts, theirs.Components ?? [], tables, differences);
  });
}

function compareElement(
  place: string,
  ours: ElementDefinition,
  theirs: PublishedElement,
  tables: PublishedTables,
  differences: Differences,
): void {
  compareFormat(place, ours, theirs, differences);
  const codes =
    theirs.QualifierRef === undefined ? [] : Object.keys(tables.Qualifiers[theirs.QualifierRef] ?? {});
  const known = ours.codes?.values ?? new Set<string>();
  differences.same(`${place} number of codes`, known.size, codes.length);
  differences.same(`${place} missing codes`, codes.filter((code) => !known.has(code)).join(' '), '');
}

function compareFormat(
  place: string,
  ours: ElementDefinition,
  theirs: PublishedElement,
  differences: Differences,
): void {
  if (theirs.MaxLength === undefined) {
    if (ours.type !== 'ID')
      differences.explain('the table gives coded elements no format: taken from the next directory');
    return;
  }
  differences.same(`${place} longest`, ours.maxLength, theirs.MaxLength);
  const isFixed = theirs.MinLength === theirs.MaxLength;
  if (ours.type === ours.type.toUpperCase()) {
    if (ours.codes === undefined)
      differences.same(`${place} shortest`, ours.minLength, theirs.MinLength || 1);
  } else differences.same(`${place} is of fixed length`, ours.minLength === ours.maxLength, isFixed);
  if (ours.type === 'ID' && ours.code === '143') {
    differences.explain('the table has the identifier of a transaction set as AN in ST, as a code elsewhere');
  } else if (theirs.DataType === 'A' && ours.type === 'n') {
    differences.explain('the table says A where the directories before and after it say N');
  } else differences.same(`${place} type`, ours.type.toUpperCase(), theirs.DataType);
}
