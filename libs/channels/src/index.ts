/** How bytes travel to and from partners: one folder for each channel, each with its settings, instructions and examples. */
export type {
  Channel,
  ChannelContext,
  ChannelDeclaration,
  Exchange,
  OutboundMessage,
  SendOutcome,
} from './channel.js';
export * as as2 from './as2/index.js';
export { allowedUrl, forbiddenWords, type Forbidden } from './http/checked-target.js';
export { type GuardedAnswer, type RequestLimits } from './http/guarded-answer.js';
export { type GuardedRequest, guardedRequest } from './http/guarded-request.js';
export { type OutboundPolicy, outboundPolicyFrom } from './http/outbound-policy.js';
export { channelFor, channels, declarations } from './registry.js';
export type { NamesFiles } from './file-name.schema.js';
export { FileFolder } from './file/pickup.js';
export type { FileSettings } from './file/settings.schema.js';
export { isUnfinished, type LaidDown } from './pickup/laid-down.js';
export type { PickupSettings } from './pickup/pickup.schema.js';
export { SftpFolder } from './sftp/pickup.js';
export type { SftpSettings } from './sftp/settings.schema.js';
export { fingerprintOf } from './sftp/host-key.js';
export type { SftpDropSettings } from './sftp-drop/settings.schema.js';
export { settingsErrors, settingsMistakes } from './settings-mistakes.js';
export { uicEnvelope } from './soap/uic-envelope.js';
export { signWebhook, type SignedHeaders } from './webhook/sign.js';
export { newSecret, type NewSecret, type SignatureScheme } from './webhook/signing-key.js';
export { webhookChannel } from './webhook/webhook.channel.js';
export { checkXmlSignature, type XmlSignatureCheck } from './xml-signature/check-xml-signature.js';
export { signedXml } from './xml-signature/signed-xml.js';
