import type { DocumentNode } from '#libs/message';
import type { EdiSegment } from './edi-document.js';
import { role, type EdiSource } from './edi-source.js';
import type { EdiSyntax } from './edi-syntax.js';
import { readElements } from './read-elements.js';
import { SegmentValues } from './segment-values.js';
import { keyBetween } from './short-key.js';

/** Where a segment lies in its source. */
export interface SegmentPlace {
  /** Index of the tag. */
  readonly start: number;
  /** Index of the terminator. */
  readonly end: number;
  /** Index of the next segment's tag, or of the end of the interchange's bytes. */
  readonly next: number;
  /** Counts from 1 in the file. */
  readonly ordinal: number;
}

/** A segment that reads its elements when somebody first asks for them: most segments of a day are only passed on. */
export class SegmentNode implements EdiSegment {
  readonly kind = 'object';
  readonly name: string;
  positionInMessage?: number = undefined;
  private elements?: readonly DocumentNode[] = undefined;

  constructor(
    readonly source: EdiSource,
    readonly place: SegmentPlace,
    readonly parent?: DocumentNode,
  ) {
    this.name = tagOf(source.text, place.start, tagEnd(source, place));
  }

  get children(): readonly DocumentNode[] {
    return (this.elements ??= readElements(this));
  }

  values(): SegmentValues {
    return new SegmentValues(this);
  }

  get position(): { readonly offset: number } {
    return { offset: this.source.offset + this.place.start };
  }

  get ordinal(): number {
    return this.place.ordinal;
  }

  get syntax(): EdiSyntax {
    return this.source.syntax;
  }

  get span(): string {
    return this.source.bytes.slice(this.place.start, this.place.next);
  }

  /** Where the tag ends: at an element separator, at a nesting indication (`TAG:1`) or at the segment's end. */
  get tagEnd(): number {
    return this.place.start + this.name.length;
  }
}

/** Two or three capital letters and digits, beginning with a letter: three in EDIFACT. */
export function isTag(name: string): boolean {
  if (name.length < 2 || name.length > 3) return false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const isLetter = code >= 0x41 && code <= 0x5a;
    if (!isLetter && (at === 0 || code < 0x30 || code > 0x39)) return false;
  }
  return true;
}

/** Where a segment is, for locations: its tag and its position in the message, `LOC 7`; `?` for what is no tag. */
export function segmentPath({ name, positionInMessage }: EdiSegment): string {
  const tag = isTag(name) ? name : '?';
  return positionInMessage === undefined ? tag : `${tag} ${positionInMessage}`;
}

function tagEnd({ text, roles }: EdiSource, { start, end }: SegmentPlace): number {
  let at = start;
  while (at < end && roles[text.charCodeAt(at)]! < role.component) at++;
  return at;
}

const mostTags = 10_000;
const tags = new Map<number, string>();

/** The same string for the same tag: comparing tags, and finding what belongs to them, is most of the work after this. */
function tagOf(text: string, start: number, end: number): string {
  const key = keyBetween(text, start, end);
  const known = tags.get(key);
  if (known !== undefined) return known;
  const tag = text.slice(start, end);
  if (key === 0 || tags.size >= mostTags) return tag;
  // as the name of a property, a string is the one that the program itself has for it
  const [own] = Object.keys({ [tag]: true }) as [string];
  tags.set(key, own);
  return own;
}
