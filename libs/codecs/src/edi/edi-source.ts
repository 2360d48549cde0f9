import type { EdiSeparators, EdiSyntax } from './edi-syntax.js';

/** What a character is to the reader of a segment; from `component` on, it ends a value. */
export const role = { data: 0, release: 1, component: 2, repetition: 3, element: 4 } as const;

export interface SourceText {
  /** One character per byte, so that an index is a byte offset. */
  readonly bytes: string;
  /** Where `bytes` begins in the file. */
  readonly offset: number;
  /** The same length as `bytes`, without the bytes of longer characters that look like separators. */
  readonly masked?: string;
  /** Turns bytes above 7F into text; absent when there are none, or when they are the same as in ISO 8859-1. */
  readonly decode?: (bytes: string) => string;
}

/** The bytes and the syntax that all segments of one interchange have in common. */
export class EdiSource {
  readonly bytes: string;
  readonly offset: number;
  /** What separators are looked for in. */
  readonly text: string;
  /** By byte. */
  readonly roles: Uint8Array;
  private readonly decode?: (bytes: string) => string;

  constructor(
    source: SourceText,
    readonly syntax: EdiSyntax,
  ) {
    this.bytes = source.bytes;
    this.offset = source.offset;
    this.text = source.masked ?? source.bytes;
    this.decode = source.decode;
    this.roles = rolesOf(syntax.separators);
  }

  /** Roles for a segment in which only elements are separated. */
  get elementsOnly(): Uint8Array {
    const { element } = this.syntax.separators;
    return rolesOf({ element });
  }

  /** Bytes are text as they are. */
  get isPlain(): boolean {
    return this.decode === undefined;
  }

  /** Other bytes of the same interchange, read in the same way. */
  around(bytes: string, offset: number): EdiSource {
    return new EdiSource({ bytes, offset, decode: this.decode }, this.syntax);
  }

  /** The text of the bytes from `start` to `end`; with `isReleased`, release characters are taken out. */
  value(start: number, end: number, isReleased: boolean): string {
    const bytes = this.bytes.slice(start, end);
    if (!isReleased && this.decode === undefined) return bytes;
    const text = this.text.slice(start, end);
    const value = isReleased ? unreleased(bytes, text, this.syntax.separators.release!) : bytes;
    return this.decode === undefined || isAsciiText(text) ? value : this.decode(value);
  }
}

/** @param text the same as `bytes`, masked */
function unreleased(bytes: string, text: string, release: string): string {
  let value = '';
  let from = 0;
  for (let at = text.indexOf(release); at >= 0; at = text.indexOf(release, at + 2)) {
    value += bytes.slice(from, at);
    from = at + 1;
  }
  return value + bytes.slice(from);
}

function isAsciiText(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

const known = new Map<string, Uint8Array>();

function rolesOf({ element, component, repetition, release }: Partial<EdiSeparators>): Uint8Array {
  const key = `${element}${component}${repetition}${release}`;
  const present = known.get(key);
  if (present !== undefined) return present;
  const roles = new Uint8Array(256);
  for (const [name, character] of Object.entries({ release, repetition, component, element })) {
    const code = character?.charCodeAt(0);
    if (code !== undefined && code < 256) roles[code] = role[name as keyof typeof role];
  }
  if (known.size > 1000) known.clear();
  known.set(key, roles);
  return roles;
}
