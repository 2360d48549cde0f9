import type {
  CompositeDefinition,
  Dialect,
  ElementDefinition,
  PartDefinition,
  SegmentDefinition,
} from '../definitions/definitions.js';
import { elementFormat } from '../definitions/element-format.js';
import { compileSegment, type CompiledPart } from '../elements/compiled-segment.js';
import type { GuideElement } from './guide-file.js';

/** Says what a guide has wrong about an element, by its path. */
export type ElementProblem = (path: string, zh: string, en: string) => void;

/** The segment as the guide wants it. */
export function narrowSegment(
  segment: SegmentDefinition,
  dialect: Dialect,
  elements: Readonly<Record<string, GuideElement>>,
  guide: string,
  problem: ElementProblem,
): SegmentDefinition {
  const names = compileSegment(segment, dialect).parts;
  const left = new Set(Object.keys(elements));
  const narrow = (part: PartDefinition, name: CompiledPart, above: string): PartDefinition => {
    const path = dialect === 'x12' || above === '' ? name.step : `${above}/${name.step}`;
    const wanted = elements[path];
    left.delete(path);
    const said =
      wanted === undefined ? part : narrowPart(part, wanted, guide, (zh, en) => problem(path, zh, en));
    if (said.item.kind === 'element') return said;
    const components = said.item.parts.map((component, at) => narrow(component, name.components![at]!, path));
    return { ...said, item: { ...said.item, parts: components as PartDefinition<ElementDefinition>[] } };
  };
  const parts = segment.parts.map((part, at) => narrow(part, names[at]!, ''));
  for (const path of left) {
    problem(path, `段 ${segment.tag} 中没有“${path}”`, `the segment ${segment.tag} has no ${path}`);
  }
  return { ...segment, parts };
}

function narrowPart(
  part: PartDefinition,
  wanted: GuideElement,
  guide: string,
  problem: (zh: string, en: string) => void,
): PartDefinition {
  if (wanted.usage === 'N' && part.mandatory) {
    problem('标准规定必备，不能设为 N', 'the standard asks for it, so N is not possible');
  }
  return {
    ...part,
    guide,
    mandatory: part.mandatory || wanted.usage === 'M',
    repetitions: wanted.usage === 'N' ? 0 : part.repetitions,
    item: narrowItem(part.item, wanted, problem),
  };
}

function narrowItem(
  item: ElementDefinition | CompositeDefinition,
  { format, codes, also }: GuideElement,
  problem: (zh: string, en: string) => void,
): ElementDefinition | CompositeDefinition {
  if (item.kind === 'composite') {
    if (format !== undefined || codes !== undefined || also !== undefined) {
      problem('复合数据元没有格式和代码', 'a composite has neither format nor codes');
    }
    return item;
  }
  const own = format === undefined ? undefined : elementFormat(format);
  if (format !== undefined && (own === undefined || own.maxLength > item.maxLength)) {
    problem(`“${format}”不比 ${item.format} 更窄`, `"${format}" is not narrower than ${item.format}`);
  }
  const list =
    also === undefined || item.codes === undefined
      ? item.codes
      : { ...item.codes, values: new Set([...item.codes.values, ...also]) };
  const unknown = codes?.filter((code) => list !== undefined && !list.open && !list.values.has(code)) ?? [];
  if (unknown.length > 0) {
    const words = unknown.join(', ');
    problem(
      `目录中没有代码 ${words}（可列入 also）`,
      `the directory has no codes ${words}; put them under "also"`,
    );
  }
  return { ...item, ...own, format: format ?? item.format, codes: list, agreed: codes };
}
