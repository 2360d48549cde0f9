/** What a connection of the channel `rest` may say. */
export const restSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      type: 'string',
      format: 'uri',
      pattern: '^https?://',
      maxLength: 2_000,
      description: 'Where messages are posted to 报文提交地址',
    },
    method: { enum: ['POST', 'PUT'], default: 'POST', description: 'HTTP method 请求方法' },
    bearer: {
      type: 'string',
      secret: true,
      description: 'Name of the secret that is sent as bearer token 用作访问令牌的密钥名称',
    },
    basic: {
      type: 'object',
      additionalProperties: false,
      required: ['user', 'password'],
      description: 'User and password (RFC 7617) 用户名与口令',
      properties: {
        user: { type: 'string', pattern: '^[^:\\u0000-\\u001f]{1,200}$', description: 'User 用户名' },
        password: {
          type: 'string',
          secret: true,
          description: 'Name of the secret with the password 口令的密钥名称',
        },
      },
    },
    clientCertificate: {
      type: 'string',
      secret: true,
      description:
        'Name of the secret with our certificate and its key, both PEM 我方证书与私钥（PEM）的密钥名称',
    },
    certificateAuthority: {
      type: 'string',
      pattern: '^-----BEGIN CERTIFICATE-----',
      maxLength: 100_000,
      description:
        'Certificates (PEM) that the server is trusted by, instead of the public ones 服务器的信任证书（PEM）',
    },
    xmlSignature: {
      type: 'string',
      secret: true,
      description:
        'Name of the secret with our key (PEM: RSA, P-256 or P-384); XML is sent with an enveloped signature 我方私钥（PEM：RSA、P-256 或 P-384）的密钥名称，XML 附带签名发送',
    },
    headers: {
      type: 'object',
      maxProperties: 20,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9-]{0,60}$' },
      additionalProperties: { type: 'string', pattern: '^[\\u0020-\\u007e]{0,500}$' },
      description: 'Headers that the partner asks for besides 对方要求的其他请求头',
    },
  },
  not: { required: ['bearer', 'basic'] },
} as const;

/** How messages are pushed to an endpoint of the partner. Secrets are named, never written. */
export interface RestSettings {
  readonly url: string;
  readonly method?: 'POST' | 'PUT';
  readonly bearer?: string;
  readonly basic?: { readonly user: string; readonly password: string };
  readonly clientCertificate?: string;
  readonly certificateAuthority?: string;
  readonly xmlSignature?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
