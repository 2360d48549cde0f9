import type { DocumentNode } from '#libs/message';
import type { Dependency, Dialect } from '../definitions/definitions.js';
import { checkDependencies } from './check-dependencies.js';
import type { CompiledPart, CompiledSegment } from './compiled-segment.js';
import { edifactValueFault } from './edifact-value.js';
import type { ElementPlace, FaultReporter } from './fault-reporter.js';
import type { NumberNotation } from './value-fault.js';
import { SegmentScan } from './segment-scan.js';
import type { SegmentNode } from '../segment-view.js';
import { x12ValueFault } from './x12-value.js';

/**
 * Checks the elements of segments: presence, number, repetitions, form, codes, dependencies. A scan goes before it, so only
 * segments that may have a fault come to have nodes.
 */
export class SegmentCheck {
  private readonly scan: SegmentScan;
  private segment!: SegmentNode;
  private position = 0;
  /** Made once for all segments, as what follows: a value where a composite may stand, by itself. */
  private readonly alone: DocumentNode[] = [];
  /** By position - 1. */
  private readonly present: boolean[] = [];

  constructor(
    private readonly dialect: Dialect,
    private readonly notation: NumberNotation,
    private readonly reporter: FaultReporter,
  ) {
    this.scan = new SegmentScan(notation);
  }

  /** @param position of the segment in its message, or in the file where it is in none */
  check(segment: SegmentNode, position: number, definition: CompiledSegment): void {
    if (segment.values !== undefined && this.scan.isFlawless(segment.values(), definition.plan)) return;
    this.segment = segment;
    this.position = position;
    const { parts } = definition;
    const elements = segment.children;
    for (let at = 0; at < parts.length; at++) {
      const node = at < elements.length ? elements[at] : undefined;
      const part = parts[at]!;
      if (node === undefined) {
        if (part.mandatory) this.missing({ part }, undefined);
      } else if (node.kind === 'array') this.checkRepeated(node, part);
      else this.checkElement(node, part, undefined);
    }
    if (elements.length > parts.length) this.surplusElements(elements, definition);
    if (definition.dependencies.length > 0) this.dependencies(definition.dependencies, parts, elements);
  }

  private checkRepeated(node: DocumentNode, part: CompiledPart): void {
    if (node.children.length > part.repetitions && part.repetitions > 0) {
      const expected = String(part.repetitions);
      const surplus = node.children[part.repetitions]!;
      const place = { part, repetition: part.repetitions + 1 };
      this.report('edi-element-repeated', place, surplus, { expected, value: surplus.text });
    }
    node.children.forEach((item, at) => this.checkElement(item, part, at + 1));
  }

  private checkElement(node: DocumentNode, part: CompiledPart, repetition: number | undefined): void {
    const { components } = part;
    if (components === undefined) {
      if (node.kind === 'value') this.checkValue(node, part, undefined, repetition, undefined);
      else this.tooManyComponents(node, 1, { part, repetition });
      return;
    }
    const nodes = node.kind === 'value' ? this.asComposite(node) : node.children;
    if (!hasFilled(nodes)) {
      if (part.mandatory && (repetition ?? 1) === 1) this.missing({ part, repetition }, node);
      return;
    }
    if (part.repetitions === 0) return this.notUsed({ part, repetition }, node);
    for (let at = 0; at < components.length; at++) {
      const component = components[at]!;
      const value = at < nodes.length ? nodes[at] : undefined;
      if (value === undefined) {
        if (component.mandatory) this.missing({ part, repetition, component }, node);
      } else this.checkValue(value, part, component, repetition, nodes);
    }
    if (nodes.length > components.length)
      this.tooManyComponents(node, components.length, { part, repetition });
    if (part.dependencies.length > 0)
      this.dependencies(part.dependencies, components, nodes, { part, repetition });
  }

  private asComposite(value: DocumentNode): readonly DocumentNode[] {
    this.alone[0] = value;
    return this.alone;
  }

  /** The hot path: places are made only for faults. */
  private checkValue(
    node: DocumentNode,
    part: CompiledPart,
    component: CompiledPart | undefined,
    repetition: number | undefined,
    beside: readonly DocumentNode[] | undefined,
  ): void {
    const own = component ?? part;
    const { text } = node;
    if (text === undefined || text === '') {
      if (own.mandatory && (repetition ?? 1) === 1) this.missing({ part, repetition, component }, node);
      return;
    }
    if (own.repetitions === 0) return this.notUsed({ part, repetition, component }, node);
    const element = own.element!;
    const fault =
      this.dialect === 'x12' ? x12ValueFault(text, element) : edifactValueFault(text, element, this.notation);
    if (fault !== undefined) {
      this.report(fault, { part, repetition, component }, node, { value: text, expected: element.format });
    } else if (element.codes !== undefined && !element.codes.open && !element.codes.values.has(text)) {
      this.unlisted(node, own, { part, repetition, component }, beside);
    } else if (element.agreed !== undefined && !element.agreed.includes(text)) {
      const expected = element.agreed.join(', ');
      const args = { guide: own.guide ?? '' };
      this.report('edi-value-not-agreed', { part, repetition, component }, node, {
        value: text,
        expected,
        args,
      });
    }
  }

  private unlisted(
    node: DocumentNode,
    own: CompiledPart,
    place: ElementPlace,
    beside: readonly DocumentNode[] | undefined,
  ): void {
    if (beside !== undefined && namesOtherList(own, beside)) return;
    this.report('code-not-listed', place, node, { value: node.text, expected: own.code });
  }

  private missing(place: ElementPlace, node: DocumentNode | undefined): void {
    const own = place.component ?? place.part;
    const expected = place.component === undefined ? own.name : `${place.part.name}/${own.name}`;
    this.report('edi-element-missing', place, node, { expected, args: guideOf(own) });
  }

  private notUsed(place: ElementPlace, node: DocumentNode): void {
    const expected = (place.component ?? place.part).guide ?? '';
    const value = node.text ?? place.part.name;
    this.report('edi-element-not-used', place, node, { value, expected, args: { guide: expected } });
  }

  private tooManyComponents(node: DocumentNode, most: number, place: ElementPlace): void {
    const surplus = node.children.slice(most).find(isFilled);
    if (surplus === undefined) return;
    const component = node.children.indexOf(surplus) + 1;
    const args = { component };
    this.report('edi-components-too-many', place, surplus, {
      value: surplus.text,
      expected: String(most),
      args,
    });
  }

  private surplusElements(elements: readonly DocumentNode[], { parts }: CompiledSegment): void {
    const surplus = elements.slice(parts.length).find(isFilled);
    if (surplus === undefined) return;
    const value = surplus.text ?? surplus.children.find(isFilled)?.text;
    const location = {
      expected: String(parts.length),
      value,
      args: { element: elements.indexOf(surplus) + 1 },
    };
    this.reporter.ofSegment('edi-elements-too-many', this.segment, this.position, location);
  }

  private dependencies(
    all: readonly Dependency[],
    parts: readonly CompiledPart[],
    nodes: readonly DocumentNode[],
    inside?: { part: CompiledPart; repetition?: number },
  ): void {
    this.present.length = parts.length;
    for (let at = 0; at < parts.length; at++) this.present[at] = at < nodes.length && isFilled(nodes[at]!);
    for (const fault of checkDependencies(all, this.present)) {
      const own = parts[fault.position - 1]!;
      const place = inside === undefined ? { part: own } : { ...inside, component: own };
      const node = nodes[fault.position - 1];
      const missing = fault.missing.map((position) => parts[position - 1]!.name).join(', ');
      const details = { expected: fault.dependency.text, value: node?.text, args: { missing } };
      this.report(fault.code, place, node, details);
    }
  }

  private report(...[code, place, node, details]: ReportArguments): void {
    this.reporter.ofElement(code, this.segment, this.position, place, node, details);
  }
}

type ReportArguments =
  Parameters<FaultReporter['ofElement']> extends [infer Code, unknown, unknown, ...infer Rest]
    ? [Code, ...Rest]
    : never;

function guideOf({ guide }: CompiledPart): { guide?: string } {
  return guide === undefined ? {} : { guide };
}

function isFilled({ text, children }: DocumentNode): boolean {
  return text === undefined ? hasFilled(children) : text !== '';
}

function hasFilled(nodes: readonly DocumentNode[]): boolean {
  for (let at = 0; at < nodes.length; at++) if (isFilled(nodes[at]!)) return true;
  return false;
}

/** 3055 = 6 is the directory's own agency; anything else there, or any list in 1131, means another list. */
function namesOtherList({ listNamedBy }: CompiledPart, beside: readonly DocumentNode[]): boolean {
  return (
    listNamedBy?.some((index) => {
      const text = beside[index]?.text ?? '';
      return text !== '' && text !== '6';
    }) ?? false
  );
}
