import { traceHeaders } from '#libs/message';
import { activeSecrets, SecretMissing } from '../active-secrets.js';
import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import { guardedRequest } from '../http/guarded-request.js';
import { judgeAnswer } from '../http/judge-answer.js';
import { testHeader } from '../http/test-header.js';
import { webhookSettingsSchema, type WebhookSettings } from './settings.schema.js';
import { signWebhook, type SignedHeaders } from './sign.js';
import { NotASigningSecret } from './signing-key.js';

/** Receivers are to answer and then work, not the other way round. */
const limits = { connectMs: 5_000, totalMs: 20_000, answerBytes: 4 * 1_024 };

/**
 * Posts each event to an endpoint of the partner, signed by Standard Webhooks 1.0. Events are CloudEvents; whatever else is sent over
 * such a connection goes as it is, under the id of its delivery. Any 2xx is an acceptance, whatever stands in the body: what
 * answers there has shown at registration that it expects us.
 */
export const webhookChannel: Channel<WebhookSettings> = {
  name: 'webhook',
  summary: {
    zh: '以签名的 HTTP 请求通知事件（Standard Webhooks）',
    en: 'events as signed HTTP requests (Standard Webhooks)',
  },
  settingsSchema: webhookSettingsSchema,
  examples: [{ url: 'https://partner.example/hooks', secret: 'webhook-signing' }],
  send,
};

async function send(
  message: OutboundMessage,
  settings: WebhookSettings,
  context: ChannelContext,
): Promise<SendOutcome> {
  const request = `POST ${settings.url}`;
  let signed: SignedHeaders;
  try {
    const secrets = await activeSecrets(settings.secret, context);
    signed = signWebhook(secrets, idOf(message), new Date(), message.bytes);
  } catch (error) {
    if (!(error instanceof SecretMissing || error instanceof NotASigningSecret)) throw error;
    return { kind: 'unreachable', request, detail: error.message };
  }
  const answer = await guardedRequest({
    url: settings.url,
    method: 'POST',
    headers: {
      'content-type': message.contentType,
      ...(message.trace === undefined ? {} : traceHeaders(message.trace)),
      ...signed,
      ...testHeader(message),
    },
    body: message.bytes,
    limits,
    allow: context.outbound,
    signal: context.signal,
  });
  return { request, ...judgeAnswer(answer) };
}

/** An event keeps its id however often it is delivered; anything else is known by its delivery. */
function idOf({ contentType, bytes, deliveryId }: OutboundMessage): string {
  if (!contentType.startsWith('application/cloudevents+json')) return `msg-${deliveryId}`;
  return (JSON.parse(Buffer.from(bytes).toString('utf8')) as { id: string }).id;
}
