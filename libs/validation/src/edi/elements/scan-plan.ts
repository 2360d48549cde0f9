import { shortKey } from '#libs/codecs';
import type { Dependency, ElementDefinition, ElementType } from '../definitions/definitions.js';
import type { CompiledPart } from './compiled-segment.js';
import { edifactValueFault } from './edifact-value.js';
import type { NumberNotation } from './value-fault.js';
import { x12ValueFault } from './x12-value.js';

/** What a value must be, as short as can be: a scan looks at it for every value of every message. */
export interface ScannedValue {
  readonly least: number;
  readonly most: number;
  readonly codes: ScannedCodes | undefined;
  /** Indexes of the components that may name another list of codes. */
  readonly listNamedBy: readonly number[] | undefined;
  /** Of types that ask for more than a length. */
  readonly isFormed: ((text: string, notation: NumberNotation) => boolean) | undefined;
  readonly isMandatory: boolean;
}

/** The only values that there may be. */
export interface ScannedCodes {
  readonly texts: ReadonlySet<string>;
  /** Those of at most three characters, as `shortKey` has them. */
  readonly keys: ReadonlySet<number>;
}

export interface ScannedElement {
  readonly isMandatory: boolean;
  /** One value of a simple element; none where a scan is not enough. */
  readonly values: readonly ScannedValue[];
  readonly mandatoryValues: number;
}

export interface ScanPlan {
  readonly elements: readonly ScannedElement[];
  /** Elements up to the last mandatory one. */
  readonly least: number;
  readonly dependencies: readonly Dependency[];
}

const textTypes: readonly ElementType[] = ['an', 'AN', 'ID', 'B'];

export function planScan(parts: readonly CompiledPart[], dependencies: readonly Dependency[]): ScanPlan {
  const least = parts.findLastIndex(({ mandatory }) => mandatory) + 1;
  return { elements: parts.map(scannedElement), least, dependencies };
}

function scannedElement(part: CompiledPart): ScannedElement {
  const { mandatory: isMandatory, components, repetitions, dependencies } = part;
  const isDoubtful =
    repetitions === 0 || dependencies.length > 0 || components?.some((one) => one.repetitions === 0);
  const values = isDoubtful === true ? [] : (components ?? [part]).map(scannedValue);
  const mandatoryValues = values.filter((value) => value.isMandatory).length;
  return { isMandatory, values, mandatoryValues };
}

function scannedValue({ element, mandatory: isMandatory, listNamedBy }: CompiledPart): ScannedValue {
  const { minLength: least, maxLength: most, type, agreed } = element!;
  const isFormed = textTypes.includes(type) ? undefined : formOf(element!);
  const codes = codesOf(element!);
  // a guide's codes hold whatever list is named
  return {
    least,
    most,
    codes,
    listNamedBy: agreed === undefined ? listNamedBy : undefined,
    isFormed,
    isMandatory,
  };
}

function formOf(element: ElementDefinition): ScannedValue['isFormed'] {
  if (element.type === 'a' || element.type === 'n') {
    return (text, notation) => edifactValueFault(text, element, notation) === undefined;
  }
  return (text) => x12ValueFault(text, element) === undefined;
}

function codesOf({ codes, agreed }: ElementDefinition): ScannedCodes | undefined {
  const listed = codes === undefined || codes.open ? undefined : codes.values;
  const allowed = agreed?.filter((code) => listed === undefined || listed.has(code)) ?? listed;
  if (allowed === undefined) return undefined;
  const texts = new Set(allowed);
  return { texts, keys: new Set([...texts].map(shortKey).filter((key) => key > 0)) };
}
