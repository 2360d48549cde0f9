import { codecFor } from '#libs/codecs';
import type { OutgoingMessage } from '#libs/journey';
import type { Document, DocumentNode } from '#libs/message';
import type { SentSample } from '../scenario/scenario.js';

/** A message that is right, with what a step wants to be wrong in it. Interchanges are cut when they have their bytes. */
export function damaged(outgoing: OutgoingMessage, { without, isCut = false }: SentSample): OutgoingMessage {
  const { interchange, bytes } = outgoing;
  if (interchange !== undefined) {
    if (without === undefined) return outgoing;
    const messages = interchange.messages.map((segments) => withoutSegments(segments, without));
    return { ...outgoing, interchange: { ...interchange, messages } };
  }
  if (bytes === undefined) return outgoing;
  const less = without === undefined ? bytes : withoutNodes(bytes, outgoing.destination, without);
  return { ...outgoing, bytes: isCut ? cut(less) : less };
}

/** Breaks off behind the middle. */
export function cut(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.byteLength * 0.6));
}

/** UNT and SE count what is left: only one thing is to be wrong. */
function withoutSegments(segments: readonly DocumentNode[], name: string): DocumentNode[] {
  const left = segments.filter((segment) => segment.name !== name);
  const trailer = left.at(-1);
  if (trailer === undefined) return left;
  const children = trailer.children.map((child, index) =>
    index === 0 ? { ...child, text: String(left.length) } : child,
  );
  return [...left.slice(0, -1), { ...trailer, children }];
}

function withoutNodes(
  bytes: Uint8Array,
  { format, charset }: OutgoingMessage['destination'],
  name: string,
): Uint8Array {
  const codec = codecFor(format);
  const { document } = codec.decode(bytes);
  if (document === undefined) throw new Error(`what was written as ${format} cannot be read`);
  const less: Document = { ...document, root: pruned(document.root, name) };
  return codec.encode(less, { charset, declaration: true }).bytes;
}

function pruned(node: DocumentNode, name: string): DocumentNode {
  const children = node.children.filter((child) => child.name !== name).map((child) => pruned(child, name));
  return { ...node, children };
}
