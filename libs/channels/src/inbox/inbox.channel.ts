import type { ChannelDeclaration } from '../channel.js';

/**
 * The partner fetches its messages itself (`GET /v1/inbox`) and confirms what it has kept. Nothing is ever sent, so there is
 * nothing to set.
 */
export const inboxChannel: ChannelDeclaration = {
  name: 'inbox',
  summary: { zh: '对方自行领取并确认', en: 'fetched and confirmed by the partner' },
  settingsSchema: { type: 'object', additionalProperties: false, properties: {} },
  examples: [{}],
};
