import { gzipSync } from 'node:zlib';
import type { OutboundMessage } from '../channel.js';
import type { SoapSettings } from './settings.schema.js';

const header = 'http://uic.cc.org/UICMessage/Header';

/**
 * The SOAP 1.1 call `UICMessage` of the UIC common interface around one message: XML as it is, everything else, and what is
 * compressed, in Base64.
 */
export function uicEnvelope(
  { deliveryId, bytes, contentType }: Pick<OutboundMessage, 'deliveryId' | 'bytes' | 'contentType'>,
  { liHost, compressed = false }: Pick<SoapSettings, 'liHost' | 'compressed'>,
): string {
  const content = compressed
    ? gzipSync(bytes).toString('base64')
    : (embeddable(bytes, contentType) ?? Buffer.from(bytes).toString('base64'));
  const flag = (name: string, value: string | boolean): string => `<h:${name}>${value}</h:${name}>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header xmlns:h="${header}">` +
    flag('messageIdentifier', deliveryId) +
    flag('messageLiHost', liHost) +
    flag('compressed', compressed) +
    flag('encrypted', false) +
    flag('signed', false) +
    '</soap:Header><soap:Body><uic:UICMessage xmlns:uic="http://uic.cc.org/UICMessage">' +
    `<message>${content}</message></uic:UICMessage></soap:Body></soap:Envelope>`
  );
}

const declaration = /^\ufeff?<\?xml\s[^>]*\?>\s*/;

/** XML in UTF-8 without its declaration; what has a document type cannot stand inside of other XML. */
function embeddable(bytes: Uint8Array, contentType: string): string | undefined {
  if (!/xml/i.test(contentType)) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\ufffd') || text.includes('<!DOCTYPE')) return undefined;
  const encoding = /^\ufeff?<\?xml\s[^>]*\bencoding\s*=\s*["']([^"']+)/.exec(text)?.[1] ?? 'utf-8';
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) return undefined;
  return text.replace(declaration, '');
}
