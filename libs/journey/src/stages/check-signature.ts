import { codecFor } from '#libs/codecs';
import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Engines } from '../engines.js';
import type { ReceivedMessage } from '../outcome.js';

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
/** Nothing else stands in a signature that we take: `Object` could carry what nobody has signed. */
const signatureParts = new Set(['SignedInfo', 'SignatureValue', 'KeyInfo', '@Id']);

interface Signed {
  readonly agreement: Agreement;
  readonly message: ReceivedMessage;
  readonly engines: Engines;
}

/**
 * The XML signature that the agreement asks for. What was signed is decoded once more and has to be, name by name and value by
 * value, the document that goes on its journey: so nothing can be put around, beside or into signed content, and no two readers
 * of XML can understand it differently.
 */
export async function checkSignature(
  document: Document,
  bytes: Uint8Array,
  { agreement, message, engines }: Signed,
): Promise<Issue[]> {
  const { root } = document;
  const [signature, another] = signaturesIn(root);
  const at = (node: DocumentNode): Issue['location'] => locationOf(node, 'xml');
  if (signature === undefined) return [issue('signature-missing', at(root))];
  if (another !== undefined) return [unsuitable(at(another), '有两个签名', 'two signatures')];
  const part = signature.children.find(({ name }) => !signatureParts.has(name));
  if (signature.parent !== root || part !== undefined) {
    return part === undefined
      ? [unsuitable(at(signature), '不在根元素之下', 'not in the root element')]
      : [unsuitable(at(part), `含有 ${part.name}`, `with ${part.name}`)];
  }
  const { partner, signedBy = '' } = agreement;
  const unchecked = issue('signature-unchecked', at(signature), { expected: signedBy });
  const signer = { partner, signedBy, at: message.envelope.receivedAt };
  const text = textOf(bytes, document.charset);
  if (text === undefined)
    return [unsuitable(at(signature), `字符集 ${document.charset}`, `charset ${document.charset}`)];
  const checked = await engines.signatures?.check(text, signer);
  if (checked === undefined) return [unchecked];
  if (checked.fault !== undefined) return [{ ...checked.fault, location: at(signature) }];
  const { document: signed } = codecFor('xml').decode(checked.content);
  const isSame = signed !== undefined && isSameNode(signed.root, root, signature);
  return isSame ? [] : [issue('signature-altered', at(signature))];
}

/** Why the signature is none that we take, in both languages. */
function unsuitable(location: Issue['location'], zh: string, en: string): Issue {
  return issue('signature-unsuitable', location, { args: { zh, en } });
}

function signaturesIn(node: DocumentNode): DocumentNode[] {
  const found = node.children.flatMap(signaturesIn);
  return node.name === 'Signature' && node.namespace === signatureNamespace ? [node, ...found] : found;
}

/** @param but this child of the read node, which cannot have signed itself */
function isSameNode(signed: DocumentNode, read: DocumentNode, but?: DocumentNode): boolean {
  if (signed.name !== read.name || signed.namespace !== read.namespace) return false;
  if (signed.kind !== read.kind || signed.text !== read.text) return false;
  const [theirs, ours] = [inOrder(signed.children), inOrder(read.children.filter((child) => child !== but))];
  return theirs.length === ours.length && theirs.every((child, index) => isSameNode(child, ours[index]!));
}

/** Canonical XML has its own order of attributes, which has no meaning. */
function inOrder(children: readonly DocumentNode[]): readonly DocumentNode[] {
  const isAttribute = ({ name }: DocumentNode): boolean => name.startsWith('@');
  const nameOf = ({ name, namespace = '' }: DocumentNode): string => `${name} ${namespace}`;
  const attributes = children.filter(isAttribute).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return [...attributes, ...children.filter((child) => !isAttribute(child))];
}

/** In the charset that decoding has found; undefined when it is one of those that hardly anybody has. */
function textOf(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
