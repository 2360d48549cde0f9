/**
 * AS2 (RFC 4130): messages over HTTP that are signed, encrypted and compressed as S/MIME, answered by receipts (MDN) that are
 * signed, too. The structures of CMS are here, in `cms`, over the cryptography of Node and the ASN.1 schemas of
 * @peculiar/asn1-cms; MIME in `mime`; `transmission` makes and opens what travels, `mdn` what is answered.
 */
export { as2Channel } from './as2.channel.js';
export { readAs2Name } from './as2-name.js';
export { type Certificate } from './cms/certificate.js';
export type { DigestName } from './cms/object-identifiers.js';
export { refusalOf, writeReceipt } from './judge-mdn.js';
export { unsupportedMic, type Disposition } from './mdn/disposition.js';
export { readMdn, type MdnReading, type ReceivedMdn } from './mdn/read-mdn.js';
export { receiptRequestOf, type ReceiptRequest } from './mdn/receipt-request.js';
export { writeMdn, type Mdn, type MdnFacts } from './mdn/write-mdn.js';
export { deliveryOf, fitsMessageId, readMessageId } from './message-id.js';
export { micOf, writeMic, type Mic } from './mic.js';
export { outermostEntity, type Entity } from './mime/entity.js';
export { completeSettings, type As2Settings, type CompleteSettings } from './settings.js';
export { newestValid, readKeys, type Keys } from './transmission/keys.js';
export { openTransmission, type Opened } from './transmission/open.js';
export { TransmissionFault, type Modifier } from './transmission-fault.js';
