/** What a connection of the channel `webhook` may say. */
export const webhookSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'secret'],
  properties: {
    url: {
      type: 'string',
      format: 'uri',
      pattern: '^https?://',
      maxLength: 2_000,
      description: 'Where events are posted to 事件提交地址',
    },
    secret: {
      type: 'string',
      secret: true,
      description:
        'Name of the secret that signs: whsec_ (HMAC-SHA256) or whsk_ (Ed25519) 签名密钥的名称（whsec_ 或 whsk_）',
    },
  },
} as const;

/** Where events go, and what they are signed with. */
export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
}
