import { physicalLines, type DefinitionLine, type DefinitionProblems } from './definition-line.js';
import type { Dialect, GroupPlace, SegmentPlace, StructureItem } from './definitions.js';

type OpenGroup = Omit<GroupPlace, 'items' | 'trigger'> & {
  indent: number;
  line: number;
  items: StructureItem[];
};

const segmentLine = /^([A-Z][A-Z0-9]{1,2}) ([MCO])(?: ([1-9]\d{0,9}|\*))?$/;
const groupLine = /^(?:group (\d{1,3})|loop ([A-Z][A-Z0-9]{1,2})) ([MCO])(?: ([1-9]\d{0,9}|\*))?$/;

/** Reads the lines of an `.edi-message`: two spaces of indentation for each group around a line. */
export function readStructure(
  text: string,
  dialect: Dialect,
  problems: DefinitionProblems,
): readonly StructureItem[] {
  const top: OpenGroup = {
    kind: 'group',
    name: '',
    mandatory: true,
    repetitions: 1,
    indent: -2,
    line: 0,
    items: [],
  };
  const open = [top];
  for (const line of physicalLines(text)) {
    while (line.indent <= open.at(-1)!.indent) close(open, dialect, problems);
    const inside = open.at(-1)!;
    const place = readPlace(line);
    if (place === undefined || line.indent !== inside.indent + 2) {
      problems.at(
        line,
        '应为“段 M|C|O 次数”或“group|loop 名称 M|C|O 次数”，每层缩进两格',
        'expected a segment or group with M, C or O and a number, two spaces deeper than its group',
      );
    } else if (place.kind === 'segment') inside.items.push(place);
    else open.push({ ...place, indent: line.indent, line: line.line });
  }
  while (open.length > 1) close(open, dialect, problems);
  if (top.items.length === 0) problems.at({ line: 1 }, '报文没有任何段', 'the message has no segments');
  return top.items;
}

function close(open: OpenGroup[], dialect: Dialect, problems: DefinitionProblems): void {
  const group = open.pop()!;
  const trigger = group.items[0];
  if (trigger?.kind !== 'segment' || !trigger.mandatory || trigger.repetitions !== 1) {
    problems.at(
      { line: group.line },
      '组的首段必须为 M 且只出现一次',
      'a group begins with a segment that is M and occurs once',
    );
    return;
  }
  const { kind, mandatory, repetitions, items } = group;
  const name = dialect === 'edifact' ? `SG${group.name}` : group.name;
  open.at(-1)!.items.push({ kind, name, trigger: trigger.tag, mandatory, repetitions, items });
}

function readPlace(line: DefinitionLine): SegmentPlace | Omit<OpenGroup, 'indent' | 'line'> | undefined {
  const said = line.words.map((word) => word.text).join(' ');
  const segment = segmentLine.exec(said);
  if (segment !== null) {
    return {
      kind: 'segment',
      tag: segment[1]!,
      mandatory: segment[2] === 'M',
      repetitions: timesOf(segment[3]),
    };
  }
  const group = groupLine.exec(said);
  if (group === null) return undefined;
  const name = group[1] ?? group[2]!;
  return { kind: 'group', name, mandatory: group[3] === 'M', repetitions: timesOf(group[4]), items: [] };
}

function timesOf(text: string | undefined): number {
  return text === '*' ? Infinity : Number(text ?? 1);
}
