/**
 * The outer shape of CMS structures. A message may have hundreds of megabytes in one of its elements, in one piece or in
 * thousands (BER, X.690 section 8); here they are found without copying them, in time that grows with their length only.
 * Everything small is left to the ASN.1 library.
 */
export interface Element {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Buffer;
  /** What is in it, without the end mark of an indefinite length. */
  readonly body: Buffer;
}

export const tags = {
  octets: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

const deepest = 24;
const constructed = 0x20;

/** The one element that `bytes` are. @throws Error when they are none, or when something follows it */
export function onlyElement(bytes: Buffer, tag?: number): Element {
  const { element, end } = elementAt(bytes, 0, 0);
  if (end !== bytes.byteLength) throw new Error('something follows the structure');
  return expectTag(element, tag);
}

/** @throws Error when the contents are not elements one after the other */
export function childrenOf({ body }: Element): Element[] {
  const children: Element[] = [];
  for (let at = 0; at < body.byteLength;) {
    const { element, end } = elementAt(body, at, 0);
    children.push(element);
    at = end;
  }
  return children;
}

/** The octets of an OCTET STRING, or of an implicitly tagged one, as they stand: in one piece or in those that they were written in. */
export function octetPiecesOf(element: Element): readonly Buffer[] {
  if ((element.tag & constructed) === 0) return [element.body];
  const pieces: Buffer[] = [];
  collect(element, pieces, 0);
  return pieces;
}

/** The same in one piece; a copy only when there are several. */
export function octetsOf(element: Element): Buffer {
  const pieces = octetPiecesOf(element);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

export function expectTag(element: Element | undefined, tag?: number): Element {
  if (element === undefined || (tag !== undefined && element.tag !== tag))
    throw new Error('another structure');
  return element;
}

function collect(element: Element, pieces: Buffer[], depth: number): void {
  if (depth > deepest) throw new Error('nested too deep');
  for (const child of childrenOf(element)) {
    if (child.tag === tags.octets) pieces.push(child.body);
    else if (child.tag === (tags.octets | constructed)) collect(child, pieces, depth + 1);
    else throw new Error('no octets');
  }
}

function elementAt(bytes: Buffer, start: number, depth: number): { element: Element; end: number } {
  if (depth > deepest) throw new Error('nested too deep');
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new Error('ends too early');
  if ((tag & 0x1f) === 0x1f) throw new Error('no such tag in CMS');
  if (first === 0x80) return indefiniteAt(bytes, start, tag, depth);
  const { length, at } = lengthAt(bytes, start + 1, first);
  const end = at + length;
  if (end > bytes.byteLength) throw new Error('ends too early');
  return { element: { tag, bytes: bytes.subarray(start, end), body: bytes.subarray(at, end) }, end };
}

function lengthAt(bytes: Buffer, at: number, first: number): { length: number; at: number } {
  if (first < 0x80) return { length: first, at: at + 1 };
  const size = first & 0x7f;
  if (size > 6 || at + 1 + size > bytes.byteLength) throw new Error('no such length');
  return { length: bytes.readUIntBE(at + 1, size), at: at + 1 + size };
}

function indefiniteAt(
  bytes: Buffer,
  start: number,
  tag: number,
  depth: number,
): { element: Element; end: number } {
  if ((tag & constructed) === 0) throw new Error('no such length');
  let at = start + 2;
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) at = elementAt(bytes, at, depth + 1).end;
  const end = at + 2;
  return { element: { tag, bytes: bytes.subarray(start, end), body: bytes.subarray(start + 2, at) }, end };
}
