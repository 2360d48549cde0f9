import { createHash } from 'node:crypto';
import { traceHeaders } from '#libs/message';
import { SecretMissing } from '../active-secrets.js';
import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import type { GuardedAnswer } from '../http/guarded-answer.js';
import { judgeAnswer, type Judgement } from '../http/judge-answer.js';
import { testHeader } from '../http/test-header.js';
import { authorizedRequest } from './authorized-request.js';
import { contentOf } from './credentials.js';
import { restSettingsSchema, type RestSettings } from './settings.schema.js';

/** How much of an answer is kept as receipt. */
const answerBytes = 16 * 1_024;
const limits = { connectMs: 10_000, totalMs: 120_000, answerBytes };

/**
 * Pushes each message to an endpoint of the partner, one request each. The Idempotency-Key is the delivery id, so a partner
 * that has lost its answer knows the repetition again.
 */
export const restChannel: Channel<RestSettings> = {
  name: 'rest',
  summary: { zh: '以 HTTP 请求推送到对方地址', en: 'pushed to an endpoint of the partner over HTTP' },
  settingsSchema: restSettingsSchema,
  examples: [
    { url: 'https://partner.example/messages', bearer: 'push-token' },
    {
      url: 'https://partner.example/in',
      method: 'PUT',
      basic: { user: 'bianzu', password: 'push-password' },
    },
  ],
  send,
};

async function send(
  message: OutboundMessage,
  settings: RestSettings,
  context: ChannelContext,
): Promise<SendOutcome> {
  const { url, method = 'POST' } = settings;
  const request = `${method} ${url}`;
  try {
    const body = await contentOf(message, settings, context);
    const headers = headersOf({ ...message, bytes: body }, settings);
    const answer = await authorizedRequest({ url, method, headers, body, limits }, settings, context);
    return { request, ...judged(answer) };
  } catch (error) {
    if (error instanceof SecretMissing) return { kind: 'unreachable', request, detail: error.message };
    throw error;
  }
}

function headersOf(message: OutboundMessage, settings: RestSettings): Record<string, string> {
  const digest = createHash('sha256').update(message.bytes).digest('base64');
  return {
    ...settings.headers,
    ...(message.trace === undefined ? {} : traceHeaders(message.trace)),
    'content-type': message.contentType,
    'content-disposition': `attachment; filename="${message.fileName}"`,
    // RFC 9530
    'content-digest': `sha-256=:${digest}:`,
    'idempotency-key': message.deliveryId,
    'bianzu-message-type': message.messageType,
    'bianzu-attempt': String(message.attempt),
    ...testHeader(message),
  };
}

function judged(answer: GuardedAnswer): Judgement {
  const judgement = judgeAnswer(answer);
  if (judgement.kind !== 'accepted' || answer.kind !== 'answer' || !isPage(answer.headers['content-type']))
    return judgement;
  const detail = 'a page for people, not an answer of the endpoint';
  return { kind: 'invalid-answer', detail, answer: judgement.answer };
}

/** What a login page or a proxy in between says. */
function isPage(contentType: string | undefined): boolean {
  return contentType !== undefined && /^text\/html\b|^application\/xhtml/i.test(contentType);
}
