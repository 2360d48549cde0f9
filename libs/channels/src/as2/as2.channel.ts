import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import { guardedRequest } from '../http/guarded-request.js';
import { testHeader } from '../http/test-header.js';
import { judgeMdn } from './judge-mdn.js';
import { messageIdFor } from './message-id.js';
import { completeSettings, type As2Settings, type CompleteSettings } from './settings.js';
import { as2SettingsSchema } from './settings.schema.js';
import { as2Headers } from './transmission/as2-headers.js';
import { newestValid, readKeys, validFirst, type Keys } from './transmission/keys.js';
import { seal, type Sealed } from './transmission/seal.js';

/** A synchronous MDN comes when the partner has checked everything, which for a large message takes its time. */
const limits = { connectMs: 10_000, totalMs: 300_000, answerBytes: 256 * 1_024 };

/**
 * Sends each message as an AS2 transmission (RFC 4130) and takes it for delivered only when an MDN says so that is signed by
 * the partner and names the MIC of what we sent.
 */
export const as2Channel: Channel<As2Settings> = {
  name: 'as2',
  summary: {
    zh: '以 AS2（RFC 4130）签名、加密发送，凭回执确认',
    en: 'sent by AS2 (RFC 4130), signed and encrypted, confirmed by MDN',
  },
  settingsSchema: as2SettingsSchema,
  examples: [
    { url: 'https://partner.example/as2', as2From: 'BIANZU-RAIL', as2To: 'PARTNER' },
    {
      url: 'https://partner.example/as2',
      as2From: 'BIANZU-RAIL',
      as2To: 'PARTNER FREIGHT',
      sign: 'sha-512',
      encrypt: 'aes-256-gcm',
      compress: 'before-signing',
      mdn: 'async',
      mdnUrl: 'https://hub.example/as2/mdn',
      receive: { mustBeEncrypted: true },
    },
  ],
  send,
};

async function send(
  message: OutboundMessage,
  given: As2Settings,
  context: ChannelContext,
): Promise<SendOutcome> {
  const settings = completeSettings(given);
  const request = `POST ${settings.url}`;
  const keys = await keysFor(settings, context);
  if ('missing' in keys) return { kind: 'unreachable', request, detail: keys.missing };
  let outcome = await attempt(message, settings, keys, context);
  // whoever has not taken up our newest certificate, or still decrypts with the one before, is reached with the older one
  for (let older = olderKeys(keys, outcome); older !== undefined; older = olderKeys(older, outcome)) {
    outcome = await attempt(message, settings, older, context);
    if (outcome.kind === 'accepted') break;
  }
  return outcome;
}

async function attempt(
  message: OutboundMessage,
  settings: CompleteSettings,
  { identities, certificates }: Keys,
  context: ChannelContext,
): Promise<SendOutcome> {
  const identity = newestValid(identities);
  const sealed = await seal(message, settings, { identity, certificate: newestValid(certificates) });
  const { deliveryId } = message;
  const messageId = messageIdFor(deliveryId, sealed.mic, settings.as2From, identity?.privateKey);
  const request = `POST ${settings.url} Message-ID: ${messageId}`;
  const answer = await guardedRequest({
    url: settings.url,
    method: 'POST',
    headers: { ...headersOf(settings, sealed, messageId), ...testHeader(message) },
    body: sealed.body,
    limits,
    allow: context.outbound,
    signal: context.signal,
  });
  return { request, ...judgeMdn(answer, { settings, sealed, messageId, certificates }) };
}

function headersOf(settings: CompleteSettings, sealed: Sealed, messageId: string): Record<string, string> {
  const { as2From, as2To, subject, mdn, signedMdn, mdnUrl } = settings;
  return {
    ...as2Headers(as2From, as2To),
    'Message-ID': messageId,
    Subject: subject,
    'Content-Type': sealed.type,
    ...(sealed.disposition === undefined ? {} : { 'Content-Disposition': sealed.disposition }),
    ...(mdn === 'none' ? {} : { 'Disposition-Notification-To': mdnUrl ?? 'mdn@bianzu.invalid' }),
    ...(mdn === 'none' || !signedMdn
      ? {}
      : {
          'Disposition-Notification-Options': `signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, ${sealed.mic.digest === 'sha-1' ? 'sha1' : sealed.mic.digest}`,
        }),
    ...(mdn === 'async' && mdnUrl !== undefined ? { 'Receipt-Delivery-Option': mdnUrl } : {}),
  };
}

/** The valid keys that the settings need, or which of them is not there. */
async function keysFor(
  { identity, certificate, sign, encrypt, mdn, signedMdn }: CompleteSettings,
  context: ChannelContext,
): Promise<Keys | { readonly missing: string }> {
  const needsIdentity = sign !== 'none' || mdn === 'async';
  const needsCertificate = encrypt !== 'none' || (mdn !== 'none' && signedMdn);
  try {
    const all = readKeys(
      needsIdentity ? await context.secrets(identity) : [],
      needsCertificate ? await context.secrets(certificate) : [],
    );
    const keys = { identities: validFirst(all.identities), certificates: validFirst(all.certificates) };
    if (needsIdentity && newestValid(keys.identities) === undefined)
      return { missing: `"${identity}" has no key with a valid certificate` };
    if (needsCertificate && newestValid(keys.certificates) === undefined)
      return { missing: `"${certificate}" has no valid certificate` };
    return keys;
  } catch {
    // the reason could quote what is in the secret
    return { missing: `"${identity}" or "${certificate}" is not what it should be in PEM` };
  }
}

/** What to try next when the partner could not verify or decrypt; undefined when that was not it, or nothing is left. */
function olderKeys({ identities, certificates }: Keys, outcome: SendOutcome): Keys | undefined {
  if (outcome.kind !== 'refused') return undefined;
  const [, ...olderIdentities] = identities;
  const [, ...olderCertificates] = certificates;
  if (outcome.detail.includes('authentication-failed') && newestValid(olderIdentities) !== undefined)
    return { identities: olderIdentities, certificates };
  if (outcome.detail.includes('decryption-failed') && newestValid(olderCertificates) !== undefined)
    return { identities, certificates: [...olderCertificates, certificates[0]!] };
  return undefined;
}
