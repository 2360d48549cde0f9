import { restSettingsSchema, type RestSettings } from '../rest/settings.schema.js';

const { url, bearer, basic, clientCertificate, certificateAuthority } = restSettingsSchema.properties;

/** What a connection of the channel `soap` may say. */
export const soapSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'liHost'],
  properties: {
    url,
    bearer,
    basic,
    clientCertificate,
    certificateAuthority,
    liHost: {
      type: 'string',
      pattern: '^[A-Za-z0-9.-]{1,200}$',
      description: 'Name of our common interface (messageLiHost) 我方公共接口主机名',
    },
    compressed: { type: 'boolean', default: false, description: 'Sent as gzip 以 gzip 压缩发送' },
  },
  not: { required: ['bearer', 'basic'] },
} as const;

/** How messages are sent to the common interface of a railway. Secrets are named, never written. */
export interface SoapSettings extends Pick<
  RestSettings,
  'url' | 'bearer' | 'basic' | 'clientCertificate' | 'certificateAuthority'
> {
  readonly liHost: string;
  readonly compressed?: boolean;
}
