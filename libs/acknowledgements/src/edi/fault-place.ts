import type { Issue } from '#libs/message';

/** Where a fault is in the terms of the syntax; positions count from 1, a segment's with UNH or ST. */
export interface FaultPlace {
  readonly tag?: string;
  /** Of the segment in its message. */
  readonly position?: number;
  readonly element?: number;
  readonly component?: number;
  readonly repetition?: number;
  /** X12 and EDIFACT: the code of the data element in the standard. */
  readonly dataElement?: string;
  readonly loop?: string;
}

/** Elements of the service segments by the codes that paths name them with. */
const serviceElements: Readonly<Record<string, readonly string[]>> = {
  UNB: ['S001', 'S002', 'S003', 'S004', '0020', 'S005', '0026', '0029', '0031', '0032', '0035'],
  UNG: ['0038', 'S006', 'S007', 'S004', '0048', '0051', 'S008', '0058'],
  UNH: ['0062', 'S009', '0068', 'S010', 'S016', 'S017', 'S018'],
  UNT: ['0074', '0062'],
  UNE: ['0060', '0048'],
  UNZ: ['0036', '0020'],
  S001: ['0001', '0002', '0080', '0133', '0076'],
  S009: ['0065', '0052', '0054', '0051', '0057', '0110', '0113'],
};

/**
 * The place that an issue tells: by the `args` of message validation, or else by its path (`UNT 5/0074`, `BGM 2/01/03`,
 * `N1 5/N101-2`), whose steps may be positions, X12 designators or codes of service elements.
 */
export function placeOf(issue: Issue): FaultPlace {
  const { args = {}, location } = issue;
  const path = pathPlace(location.path ?? '');
  const tag = text(args.segment) ?? path.tag;
  return {
    tag:
      text(args.missing) !== undefined && /^[A-Z][A-Z0-9]{1,2}$/.test(String(args.missing))
        ? String(args.missing)
        : tag,
    position: count(args.segmentPosition) ?? path.position,
    element: count(args.element) ?? path.element,
    component: count(args.component) ?? path.component,
    repetition: count(args.repetition) ?? path.repetition,
    dataElement: text(args.dataElement),
    loop: text(args.loop),
  };
}

function pathPlace(path: string): FaultPlace {
  const [segment = '', first, second] = path.split('/');
  const [, tag = '', position] = /^(.*?)(?: (\d{1,9}))?$/.exec(segment) ?? [];
  if (!/^[A-Z][A-Z0-9]{1,2}$/.test(tag)) return { position: count(position) };
  const designator = new RegExp(`^(?:${tag})?(\\d{2,3})(?:-(\\d{1,2}))?(?:\\[(\\d+)\\])?$`).exec(first ?? '');
  const coded = serviceElements[tag]?.indexOf(first ?? '') ?? -1;
  const element = coded >= 0 ? coded + 1 : count(designator?.[1]);
  const inComposite = (serviceElements[first ?? '']?.indexOf(second ?? '') ?? -1) + 1;
  return {
    tag,
    position: count(position),
    element,
    component: (inComposite > 0 ? inComposite : undefined) ?? count(designator?.[2]) ?? componentStep(second),
    repetition: count(designator?.[3]),
  };
}

function componentStep(step: string | undefined): number | undefined {
  return /^\d{2}$/.test(step ?? '') ? count(step) : undefined;
}

function count(value: string | number | undefined): number | undefined {
  const number = Number(value ?? NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function text(value: string | number | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}
