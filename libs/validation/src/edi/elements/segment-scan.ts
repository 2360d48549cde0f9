import type { EdiValues } from '#libs/codecs';
import type { Dependency } from '../definitions/definitions.js';
import { checkDependencies } from './check-dependencies.js';
import type { ScannedElement, ScannedValue, ScanPlan } from './scan-plan.js';
import type { NumberNotation } from './value-fault.js';

const nothing: ScannedElement = { isMandatory: false, values: [], mandatoryValues: 0 };

/**
 * Finds out in one pass over the values of a segment that nothing is wrong with it, as is the case for most. It makes
 * nothing: no nodes, no places. Where it is in doubt it says no, and `SegmentCheck` has the word. It never asks for less
 * than that: what passes here would pass there.
 */
export class SegmentScan {
  /** The element that is being read, how many values it has, and how many of them are mandatory. */
  private element = nothing;
  private filled = 0;
  private mandatory = 0;
  /** A code that is in no list of the directory, unless another list is named behind it. */
  private unlisted: ScannedValue | undefined;
  /** By position of the element - 1. */
  private readonly present: boolean[] = [];

  constructor(private readonly notation: NumberNotation) {}

  isFlawless(values: EdiValues, { elements, least, dependencies }: ScanPlan): boolean {
    this.open(nothing);
    while (values.next()) {
      if (values.isRepeated) return false;
      const { component, length } = values;
      if (component === 1) {
        if (values.element > 1 && !this.close(values.element - 1)) return false;
        this.open(elements[values.element - 1] ?? nothing);
      }
      if (length > 0 && !this.isFine(values, component, length)) return false;
    }
    const last = values.element;
    if (last < least || (last > 0 && !this.close(last))) return false;
    return dependencies.length === 0 || this.areKept(dependencies, last, elements.length);
  }

  private open(element: ScannedElement): void {
    this.element = element;
    this.filled = 0;
    this.mandatory = 0;
    this.unlisted = undefined;
  }

  /** @returns whether the element has what it must */
  private close(position: number): boolean {
    const { element, filled, mandatory, unlisted } = this;
    this.present[position - 1] = filled > 0;
    if (filled === 0) return !element.isMandatory;
    return mandatory === element.mandatoryValues && unlisted === undefined;
  }

  private isFine(values: EdiValues, component: number, length: number): boolean {
    const value = this.element.values[component - 1];
    if (value === undefined) return false;
    const { least, most, isFormed, codes } = value;
    this.filled++;
    if (value.isMandatory) this.mandatory++;
    if (isFormed === undefined ? length > most || length < least : !isFormed(values.text, this.notation))
      return false;
    if (this.unlisted?.listNamedBy?.includes(component - 1) === true && values.text !== '6')
      this.unlisted = undefined;
    if (codes === undefined) return true;
    const { key } = values;
    if (key === 0 ? codes.texts.has(values.text) : codes.keys.has(key)) return true;
    if (value.listNamedBy === undefined || this.unlisted !== undefined) return false;
    this.unlisted = value;
    return true;
  }

  /** Elements that the segment does not have any more are not present. */
  private areKept(dependencies: readonly Dependency[], from: number, to: number): boolean {
    for (let at = from; at < to; at++) this.present[at] = false;
    return checkDependencies(dependencies, this.present).length === 0;
  }
}
