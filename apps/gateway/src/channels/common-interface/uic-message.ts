import { gunzipSync } from 'node:zlib';
import { codecFor } from '#libs/codecs';
import type { DocumentNode } from '#libs/message';

/** The message that a UICMessage call carries, and what the call says of itself. */
export interface UicMessage {
  /** Identifier of the call; a repetition has the same. */
  readonly identifier: string;
  readonly liHost: string;
  /** The message as XML: as it came in Base64 or as text, else written anew from the call. */
  readonly bytes: Buffer;
  /** `MessageHeader` of the message, when it has one. */
  readonly header: DocumentNode | undefined;
}

export type UicCall =
  | { readonly kind: 'message'; readonly message: UicMessage }
  /** The call is one, and what it carries is not taken. */
  | { readonly kind: 'refused'; readonly identifier: string; readonly reason: string }
  /** It is no such call at all: a SOAP fault. */
  | { readonly kind: 'fault'; readonly code: 'Client' | 'VersionMismatch'; readonly reason: string };

const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const headerNamespace = 'http://uic.cc.org/UICMessage/Header';
const xml = codecFor('xml');

/**
 * Reads the SOAP 1.1 call of the UIC common interface. XML with a document type, too deep or too large is none.
 * @param mostBytes of a compressed message when it is inflated
 */
export function readUicCall(body: Buffer, mostBytes: number): UicCall {
  const { document, issues } = xml.decode(body);
  const fault = issues.find(({ severity }) => severity === 'error');
  if (document === undefined || fault !== undefined)
    return faulty('Client', `not well-formed: ${fault?.code ?? 'empty'}`);
  const { root } = document;
  if (root.name !== 'Envelope') return faulty('Client', 'a SOAP envelope is expected');
  if (root.namespace !== soap11) return faulty('VersionMismatch', 'SOAP 1.1 is expected');
  const call = child(child(root, 'Body'), 'UICMessage');
  const content = child(call, 'message');
  if (content === undefined) return faulty('Client', 'UICMessage with a message is expected');
  return readMessage(root, content, mostBytes);
}

function readMessage(root: DocumentNode, content: DocumentNode, mostBytes: number): UicCall {
  const said = child(root, 'Header')?.children.filter(({ namespace }) => namespace === headerNamespace) ?? [];
  const header = (name: string): string =>
    (said.find((node) => node.name === name)?.text ?? '').trim().slice(0, 200);
  const flag = (name: string): boolean => /^(true|1)$/i.test(header(name));
  const identifier = header('messageIdentifier');
  const refused = (reason: string): UicCall => ({ kind: 'refused', identifier, reason });
  if (identifier === '') return refused('a messageIdentifier is needed');
  if (flag('encrypted')) return refused('encrypted messages are not agreed on; the connection is encrypted');
  if (flag('signed'))
    return refused('signed messages are not agreed on; who sends is known by the connection');
  const bytes = bytesOf(content, flag('compressed'), mostBytes);
  if (typeof bytes === 'string') return refused(bytes);
  const { document, issues } = xml.decode(bytes);
  if (document === undefined || issues.some(({ severity }) => severity === 'error'))
    return refused('the message is no well-formed XML');
  const messageHeader = child(document.root, 'MessageHeader');
  return {
    kind: 'message',
    message: { identifier, liHost: header('messageLiHost'), bytes, header: messageHeader },
  };
}

/** @returns why not, when it cannot be had */
function bytesOf(content: DocumentNode, isCompressed: boolean, mostBytes: number): Buffer | string {
  const [element, ...more] = content.children.filter(({ name }) => !name.startsWith('@'));
  if (element !== undefined) {
    if (more.length > 0 || isCompressed)
      return 'one message is expected, and none of XML when it is compressed';
    const { bytes } = xml.encode({ format: 'xml', charset: 'utf-8', root: element }, { charset: 'utf-8' });
    return Buffer.from(bytes);
  }
  const text = (content.text ?? '').trim();
  if (text === '') return 'there is no message';
  if (!isCompressed && text.startsWith('<')) return Buffer.from(text, 'utf8');
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return 'the message is neither XML nor Base64';
  const bytes = Buffer.from(text, 'base64');
  return isCompressed ? inflated(bytes, mostBytes) : bytes;
}

function inflated(bytes: Buffer, mostBytes: number): Buffer | string {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? `inflated, the message is larger than ${mostBytes} bytes` : 'the message is no gzip';
  }
}

export function child(node: DocumentNode | undefined, name: string): DocumentNode | undefined {
  return node?.children.find((one) => one.name === name);
}

function faulty(code: 'Client' | 'VersionMismatch', reason: string): UicCall {
  return { kind: 'fault', code, reason };
}
