import { fileNameSchema, type NamesFiles } from '../file-name.schema.js';
import { pickupSchema, type PickupSettings } from '../pickup/pickup.schema.js';

const folder = { type: 'string', pattern: '^[^\\u0000]{1,1000}$' } as const;
const secret = (description: string): object => ({ type: 'string', minLength: 1, secret: true, description });

/** What a connection of the channel `sftp` may say. */
export const sftpSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'user', 'hostKeys'],
  anyOf: [{ required: ['privateKey'] }, { required: ['password'] }],
  properties: {
    host: {
      type: 'string',
      pattern: '^[A-Za-z0-9.:-]{1,253}$',
      description: 'Host name or address 主机名或地址',
    },
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 22, description: 'TCP port 端口' },
    user: { type: 'string', pattern: '^[^\\u0000-\\u001f]{1,200}$', description: 'User 用户名' },
    hostKeys: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      items: { type: 'string', pattern: '^SHA256:[A-Za-z0-9+/]{43}$' },
      description:
        'Fingerprints of the host keys that are trusted, as ssh-keygen -l prints them 可信主机密钥指纹（ssh-keygen -l 的输出）',
    },
    privateKey: secret('Name of the secret with our private key (OpenSSH or PEM) 我方私钥的密钥名称'),
    passphrase: secret('Name of the secret that opens the private key 私钥口令的密钥名称'),
    password: secret('Name of the secret with the password 登录口令的密钥名称'),
    folder: {
      ...folder,
      default: '.',
      description: 'Folder that messages are put into; it must exist 报文存放目录，须已存在',
    },
    fileName: fileNameSchema,
    pickup: pickupSchema({ folder }),
  },
} as const;

/** How we log in to the partner's SFTP server. Secrets are named, never written. */
export interface SftpSettings extends NamesFiles {
  readonly host: string;
  readonly port?: number;
  readonly user: string;
  readonly hostKeys: readonly string[];
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
  readonly folder?: string;
  readonly pickup?: PickupSettings;
}
