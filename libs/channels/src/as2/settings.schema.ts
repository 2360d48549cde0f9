import { fileNameSchema } from '../file-name.schema.js';
import { keyTransports } from './cms/key-transport.js';
import { ciphers, digests } from './cms/object-identifiers.js';

const as2Name = { type: 'string', pattern: '^[\\x20-\\x7e]{1,128}$' } as const;
const url = { type: 'string', pattern: '^https?://[^\\s]{1,500}$' } as const;
const secretName = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,59}$', secret: true } as const;

/** What the settings of an AS2 connection may say. */
export const as2SettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'as2From', 'as2To'],
  properties: {
    url: { ...url, title: '对方 AS2 地址', description: 'Where the partner takes transmissions.' },
    as2From: { ...as2Name, title: '本方 AS2 标识', description: 'Our AS2 name.' },
    as2To: { ...as2Name, title: '对方 AS2 标识', description: "The partner's AS2 name." },
    subject: { type: 'string', pattern: '^[\\x20-\\x7e]{1,200}$', title: '主题' },
    fileName: { ...fileNameSchema, title: '文件名模板' },
    sign: { enum: [...Object.keys(digests), 'none'], default: 'sha-256', title: '签名摘要算法' },
    encrypt: { enum: [...Object.keys(ciphers), 'none'], default: 'aes-256-cbc', title: '加密算法' },
    keyTransport: { enum: keyTransports, default: 'rsa', title: '密钥传输' },
    compress: { enum: ['none', 'before-signing', 'after-signing'], default: 'none', title: '压缩' },
    mdn: { enum: ['sync', 'async', 'none'], default: 'sync', title: '回执方式' },
    signedMdn: { type: 'boolean', default: true, title: '要求签名回执' },
    mdnUrl: {
      ...url,
      title: '异步回执地址',
      description: 'Our address as the partner sees it, ending in /as2/mdn.',
    },
    mdnWithinMinutes: {
      type: 'integer',
      minimum: 1,
      maximum: 43_200,
      default: 1_440,
      title: '异步回执期限（分钟）',
    },
    identity: { ...secretName, default: 'as2-identity', title: '本方私钥与证书' },
    certificate: { ...secretName, default: 'as2-certificate', title: '对方证书' },
    receive: {
      type: 'object',
      title: '接收要求',
      additionalProperties: false,
      properties: {
        unsigned: { enum: ['refuse', 'with-token'], default: 'refuse', title: '未签名报文' },
        mustBeEncrypted: { type: 'boolean', default: false, title: '必须加密' },
        acceptSha1: { type: 'boolean', default: false, title: '接受 SHA-1' },
        acceptTripleDes: { type: 'boolean', default: false, title: '接受 3DES' },
        mdnHosts: {
          type: 'array',
          items: { type: 'string', pattern: '^[A-Za-z0-9.:\\[\\]-]{1,255}$' },
          title: '异步回执的其他主机',
        },
      },
    },
  },
  if: { properties: { mdn: { const: 'async' } }, required: ['mdn'] },
  then: { required: ['mdnUrl'] },
} as const;
