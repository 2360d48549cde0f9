import { role, type EdiSource } from './edi-source.js';
import type { SegmentNode } from './segment-node.js';
import { keyBetween } from './short-key.js';

/**
 * Goes through the values of a segment, from the byte behind its tag to its terminator, without making nodes of them:
 * `while (values.next())`, and then the value is in the fields.
 */
export class SegmentValues {
  /** Position of the element, from 1. */
  element = 0;
  /** Position of the component in the element, from 1. */
  component = 0;
  /** The role of the separator behind the value; `element` at the end of the segment. */
  ending: number = role.element;
  private readonly source: EdiSource;
  private readonly roles: Uint8Array;
  private readonly end: number;
  private start = 0;
  /** Index of the separator behind the value. */
  private at: number;
  private isReleased = false;

  constructor(segment: SegmentNode) {
    this.source = segment.source;
    this.roles = rolesFor(segment);
    this.end = segment.place.end;
    this.at = firstSeparator(segment, this.roles);
  }

  get text(): string {
    return this.source.value(this.start, this.at, this.isReleased);
  }

  /** Of the text. */
  get length(): number {
    return this.isReleased || !this.source.isPlain ? this.text.length : this.at - this.start;
  }

  /** The `shortKey` of the text, made without it; 0 where it can only be told from the text. */
  get key(): number {
    if (this.isReleased || !this.source.isPlain) return 0;
    return keyBetween(this.source.bytes, this.start, this.at);
  }

  /** In bytes from 0 in the file. */
  get offset(): number {
    return this.source.offset + this.start;
  }

  /** There is another occurrence of the element behind this value. */
  get isRepeated(): boolean {
    return this.ending === role.repetition;
  }

  /** @returns false at the end of the segment */
  next(): boolean {
    if (this.at >= this.end) return false;
    if (this.ending === role.component) this.component++;
    else {
      this.component = 1;
      if (this.ending === role.element) this.element++;
    }
    this.start = this.at + 1;
    this.toSeparator();
    return true;
  }

  private toSeparator(): void {
    const { start, end, roles } = this;
    const { text } = this.source;
    let isReleased = false;
    let ending: number = role.element;
    let at = start;
    for (; at < end; at++) {
      ending = roles[text.charCodeAt(at)]!;
      if (ending === role.data) continue;
      if (ending !== role.release) break;
      isReleased = true;
      at++;
    }
    this.at = at < end ? at : end;
    this.ending = at < end ? ending : role.element;
    this.isReleased = isReleased;
  }
}

/** A nesting indication may stand between the tag and the first element. */
function firstSeparator({ source, tagEnd, place }: SegmentNode, roles: Uint8Array): number {
  let at = tagEnd;
  while (at < place.end && roles[source.text.charCodeAt(at)] !== role.element) at++;
  return at;
}

/** ISA declares component and repetition separators as elements of its own: they separate nothing there. */
function rolesFor({ source, name }: SegmentNode): Uint8Array {
  return name === 'ISA' ? source.elementsOnly : source.roles;
}
