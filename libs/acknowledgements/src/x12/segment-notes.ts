import type { EdiSeparators } from '#libs/codecs';
import type { Issue } from '#libs/message';
import { codesOf } from '../edi/codes-of.js';
import type { SegmentValues } from '../edi/edi-acknowledgement.js';
import { before005010 } from '../edi/envelope-fault-codes.js';
import { placeOf, type FaultPlace } from '../edi/fault-place.js';

/** How faults of segments are noted: AK3 and AK4 of 997, or IK3, IK4 and CTX of 999. */
export interface NoteForm {
  readonly set: '997' | '999';
  /** GS08 of the answer. */
  readonly version: string;
  readonly separators: EdiSeparators;
}

type CodeLevel = keyof typeof before005010;

const mostElements = 99;
const longestCopy = 99;

/** The code of a fault at a level, as the version and the set of the answer have it; undefined: the level has none. */
export function noteCode(fault: Issue, level: CodeLevel, { set, version }: NoteForm): string | undefined {
  const codes = codesOf(fault);
  if (set === '999' && codes.guide !== undefined && fault.args?.guide !== undefined) return codes.guide;
  const code = codes[level];
  if (code === undefined || version >= '005') return code;
  const earlier: Readonly<Record<string, string>> = before005010[level];
  return earlier[code] ?? code;
}

/** Whether AK3 can name the segment of a fault; else it is one of the set. */
export function isOfSegment({ tag, position }: FaultPlace): boolean {
  return tag !== undefined && position !== undefined;
}

/**
 * AK3 for every fault of a segment, and one with code 8 before the AK4 of its elements, in the order of the segments.
 * @param faults whose segments AK3 can name
 */
export function segmentNotes(faults: readonly Issue[], form: NoteForm): SegmentValues[] {
  const bySegment = new Map<string, { readonly place: FaultPlace; readonly faults: Issue[] }>();
  for (const fault of faults) {
    const place = placeOf(fault);
    const key = `${place.position} ${place.tag}`;
    const known = bySegment.get(key);
    if (known === undefined) bySegment.set(key, { place, faults: [fault] });
    else known.faults.push(fault);
  }
  const inOrder = [...bySegment.values()].sort((one, other) => one.place.position! - other.place.position!);
  return inOrder.flatMap((segment) => notesOf(segment.place, segment.faults, form));
}

function notesOf(place: FaultPlace, faults: readonly Issue[], form: NoteForm): SegmentValues[] {
  const ofSegment = faults.filter((fault) => placeOf(fault).element === undefined);
  const ofElements = faults.filter((fault) => placeOf(fault).element !== undefined).slice(0, mostElements);
  const notes = ofSegment.flatMap((fault) => [
    segmentNote(place, noteCode(fault, 'segment', form), form),
    ...contextOf(fault, form),
  ]);
  if (ofElements.length === 0) return notes;
  const elements = ofElements.flatMap((fault) => [elementNote(fault, form), ...contextOf(fault, form)]);
  return [...notes, segmentNote(place, '8', form), ...elements];
}

function segmentNote(
  { tag, position, loop }: FaultPlace,
  code: string | undefined,
  { set }: NoteForm,
): SegmentValues {
  const longestLoop = set === '999' ? 4 : 6;
  const known = loop !== undefined && loop.length <= longestLoop ? loop : '';
  return [set === '999' ? 'IK3' : 'AK3', tag, String(position), known, code];
}

function elementNote(fault: Issue, form: NoteForm): SegmentValues {
  const place = placeOf(fault);
  const number = /^\d{1,4}$/.test(place.dataElement ?? '') ? place.dataElement : '';
  const code = noteCode(fault, 'element', form);
  return [
    form.set === '999' ? 'IK4' : 'AK4',
    elementPosition(place, form),
    number,
    code,
    copyOf(fault, form),
  ];
}

/** C030; the repetition has a place in it from 005010 on. */
function elementPosition({ element, component, repetition }: FaultPlace, { version }: NoteForm): string[] {
  const isRepeated = version >= '005' && repetition !== undefined && repetition > 1;
  return [
    String(element),
    component === undefined ? '' : String(component),
    isRepeated ? String(repetition) : '',
  ];
}

/** The bad element, if something was there: cut to the length of 724, without what would separate. */
function copyOf(fault: Issue, { separators }: NoteForm): string {
  const signs = new Set(Object.values(separators).filter((sign) => sign !== ''));
  const isForbidden = (character: string): boolean =>
    signs.has(character) || /[\x00-\x1f\x7f]/.test(character);
  const characters = [...(fault.value ?? '')].slice(0, longestCopy);
  return characters
    .map((character) => (isForbidden(character) ? ' ' : character))
    .join('')
    .trimEnd();
}

/** 999 says which condition made the element or segment wrong. */
function contextOf(fault: Issue, { set }: NoteForm): SegmentValues[] {
  if (set !== '999' || !fault.code.startsWith('edi-dependency-')) return [];
  const { tag, position, element, component } = placeOf(fault);
  const where =
    element === undefined ? '' : [String(element), component === undefined ? '' : String(component)];
  return [['CTX', 'SITUATIONAL TRIGGER', tag, String(position), '', where]];
}
