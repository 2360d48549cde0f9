import type { KeyPath } from '#libs/checked-yaml';
import type { MessageDefinition, StructureItem } from '../definitions/definitions.js';
import type { GuideFile, GuidePlace } from './guide-file.js';
import { narrowSegment } from './narrow-segment.js';

/** Says what a guide has wrong, by its place in the file. */
export type GuideProblem = (at: KeyPath, zh: string, en: string) => void;

/** The definition as a guide narrows it. What the guide asks for more than the standard carries the guide's name. */
export function applyGuide(
  definition: MessageDefinition,
  guide: GuideFile,
  problem: GuideProblem,
): MessageDefinition {
  const entries = new Map((guide.segments ?? []).map((entry, at) => [entry.at, { entry, at }]));
  const narrowing = new Narrowing(definition, guide, entries, problem);
  const items = narrowing.items(definition.items, '');
  for (const { entry, at } of entries.values()) {
    problem(['segments', at, 'at'], `报文中没有“${entry.at}”`, `the message has no place ${entry.at}`);
  }
  return { ...definition, items };
}

class Narrowing {
  constructor(
    private readonly definition: MessageDefinition,
    private readonly guide: GuideFile,
    private readonly entries: Map<string, { entry: GuidePlace; at: number }>,
    private readonly problem: GuideProblem,
  ) {}

  items(items: readonly StructureItem[], above: string): StructureItem[] {
    const seen = new Map<string, number>();
    return items.map((item) => {
      const name = item.kind === 'segment' ? item.tag : item.name;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const path = `${above}${name}${count === 1 ? '' : `[${count}]`}`;
      const own = this.narrowed(item, path);
      if (item.kind === 'segment') return own;
      return { ...own, items: this.items(item.items, `${path}/`) } as StructureItem;
    });
  }

  private narrowed(item: StructureItem, path: string): StructureItem {
    const said = this.entries.get(path);
    if (said === undefined) return item;
    this.entries.delete(path);
    const { entry, at } = said;
    if (entry.usage === 'N' && item.mandatory) {
      this.problem(
        ['segments', at, 'usage'],
        '标准规定必备，不能设为 N',
        'the standard asks for it, so N is not possible',
      );
    }
    if ((entry.max ?? 1) > item.repetitions) {
      this.problem(
        ['segments', at, 'max'],
        `标准最多 ${item.repetitions} 次`,
        `the standard allows ${item.repetitions} at most`,
      );
    }
    const narrowed = {
      ...item,
      guide: this.guide.name,
      mandatory: item.mandatory || entry.usage === 'M',
      repetitions: entry.usage === 'N' ? 0 : (entry.max ?? item.repetitions),
    };
    return narrowed.kind === 'segment'
      ? { ...narrowed, segment: this.segment(entry, at, narrowed.tag) }
      : narrowed;
  }

  private segment(
    { elements }: GuidePlace,
    at: number,
    tag: string,
  ): ReturnType<typeof narrowSegment> | undefined {
    const own = this.definition.segments.segment(tag);
    if (elements === undefined || own === undefined) return undefined;
    return narrowSegment(own, this.definition.dialect, elements, this.guide.name, (path, zh, en) =>
      this.problem(['segments', at, 'elements', path], zh, en),
    );
  }
}
