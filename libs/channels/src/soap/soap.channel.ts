import { traceHeaders } from '#libs/message';
import { SecretMissing } from '../active-secrets.js';
import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import { testHeader } from '../http/test-header.js';
import { authorizedRequest } from '../rest/authorized-request.js';
import { judgeTechnicalAck } from './judge-technical-ack.js';
import { soapSettingsSchema, type SoapSettings } from './settings.schema.js';
import { uicEnvelope } from './uic-envelope.js';

const limits = { connectMs: 10_000, totalMs: 120_000, answerBytes: 64 * 1_024 };

/**
 * Sends each message by the SOAP call of the UIC common interface, as TAF TSI wants it between railways. The other side says with its
 * technical acknowledgement whether it has taken the message; its identifier is the delivery id, so that a repetition is known.
 */
export const soapChannel: Channel<SoapSettings> = {
  name: 'soap',
  summary: { zh: '经 UIC 公共接口（SOAP）发送', en: 'sent over the UIC common interface (SOAP)' },
  settingsSchema: soapSettingsSchema,
  examples: [
    { url: 'https://railway.example/LIServices/LIReceiveMessage', liHost: 'ci.bianzu.example' },
    { url: 'https://railway.example/ci', liHost: 'ci.bianzu.example', bearer: 'ci-token', compressed: true },
  ],
  send,
};

async function send(
  message: OutboundMessage,
  settings: SoapSettings,
  context: ChannelContext,
): Promise<SendOutcome> {
  const { url } = settings;
  const request = `POST ${url} UICMessage`;
  const headers = {
    ...(message.trace === undefined ? {} : traceHeaders(message.trace)),
    'content-type': 'text/xml; charset=utf-8',
    soapaction: '""',
    ...testHeader(message),
  };
  const body = Buffer.from(uicEnvelope(message, settings));
  try {
    const answer = await authorizedRequest({ url, method: 'POST', headers, body, limits }, settings, context);
    return { request, ...judgeTechnicalAck(answer) };
  } catch (error) {
    if (error instanceof SecretMissing) return { kind: 'unreachable', request, detail: error.message };
    throw error;
  }
}
