import type { DocumentNode } from '#libs/message';
import { child } from './uic-message.js';

/** What a LI_TechnicalAck says of the call that it answers. */
export interface TechnicalAck {
  readonly status: 'ACK' | 'NACK';
  readonly identifier: string;
  /** `MessageHeader` of the message; what it has is repeated. */
  readonly header?: DocumentNode;
  /** Host of our common interface. */
  readonly host: string;
  /** Why it was not taken. */
  readonly reason?: string;
}

const envelope = (body: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;

/** The answer to a UICMessage call. The names are those in use, with the spelling of `AckIndentifier`. */
export function writeTechnicalAck({ status, identifier, header, host, reason }: TechnicalAck): string {
  const reference = child(header, 'MessageReference');
  const repeated = ['MessageType', 'MessageTypeVersion', 'MessageIdentifier', 'MessageDateTime']
    .map((name) => element(name, child(reference, name)?.text))
    .join('');
  return envelope(
    '<uic:UICMessageResponse xmlns:uic="http://uic.cc.org/UICMessage"><return><LI_TechnicalAck>' +
      element('ResponseStatus', status) +
      element('AckIndentifier', `ACKID${identifier}`) +
      (repeated === '' ? '' : `<MessageReference>${repeated}</MessageReference>`) +
      element('Sender', child(header, 'Sender')?.text) +
      element('Recipient', child(header, 'Recipient')?.text) +
      element('RemoteLIName', host) +
      element('RemoteLIInstanceNumber', '01') +
      element('MessageTransportMechanism', 'WEBSERVICE') +
      element('Reason', reason) +
      '</LI_TechnicalAck></return></uic:UICMessageResponse>',
  );
}

/** A SOAP 1.1 fault (section 4.4). */
export function writeFault(code: string, reason: string): string {
  return envelope(
    `<soap:Fault>${element('faultcode', `soap:${code}`)}${element('faultstring', reason)}</soap:Fault>`,
  );
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function element(name: string, text: string | undefined): string {
  if (text === undefined || text.trim() === '') return '';
  return `<${name}>${text.slice(0, 500).replace(/[&<>]/g, (one) => references[one]!)}</${name}>`;
}
