/** Object identifiers of the CMS (RFC 5652, 3274, 5083) and of what it is used with (RFC 3370, 3565, 5084, 5754, 8017). */
export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signed: '1.2.840.113549.1.7.2',
  enveloped: '1.2.840.113549.1.7.3',
  authEnveloped: '1.2.840.113549.1.9.16.1.23',
  compressed: '1.2.840.113549.1.9.16.1.9',
} as const;

export const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
} as const;

export const zlibCompress = '1.2.840.113549.1.9.16.3.8';

/** Digests by their names in `micalg` (RFC 5751 section 3.4.3.2), which for SHA-1 has two spellings. */
export const digests = {
  'sha-256': '2.16.840.1.101.3.4.2.1',
  'sha-384': '2.16.840.1.101.3.4.2.2',
  'sha-512': '2.16.840.1.101.3.4.2.3',
  'sha-1': '1.3.14.3.2.26',
} as const;
export type DigestName = keyof typeof digests;

/** Of Node's crypto: `sha256`. */
export const nodeDigest = (name: DigestName): string => name.replace('-', '');

export const rsa = {
  plain: '1.2.840.113549.1.1.1',
  oaep: '1.2.840.113549.1.1.7',
  pss: '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
} as const;

export const ecdsaWith: Readonly<Record<DigestName, string>> = {
  'sha-1': '1.2.840.10045.4.1',
  'sha-256': '1.2.840.10045.4.3.2',
  'sha-384': '1.2.840.10045.4.3.3',
  'sha-512': '1.2.840.10045.4.3.4',
};

interface Cipher {
  readonly oid: string;
  readonly keyBytes: number;
  readonly ivBytes: number;
  readonly isAuthenticated: boolean;
  /** Of Node's crypto. */
  readonly node: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc' | GcmName;
}
type GcmName = 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';

const aes = (arc: number, bits: 128 | 192 | 256, mode: 'cbc' | 'gcm'): Cipher => ({
  oid: `2.16.840.1.101.3.4.1.${arc}`,
  keyBytes: bits / 8,
  ivBytes: mode === 'cbc' ? 16 : 12,
  isAuthenticated: mode === 'gcm',
  node: `aes-${bits}-${mode}`,
});

export const ciphers = {
  'aes-128-cbc': aes(2, 128, 'cbc'),
  'aes-192-cbc': aes(22, 192, 'cbc'),
  'aes-256-cbc': aes(42, 256, 'cbc'),
  'aes-128-gcm': aes(6, 128, 'gcm'),
  'aes-192-gcm': aes(26, 192, 'gcm'),
  'aes-256-gcm': aes(46, 256, 'gcm'),
  '3des': {
    oid: '1.2.840.113549.3.7',
    keyBytes: 24,
    ivBytes: 8,
    isAuthenticated: false,
    node: 'des-ede3-cbc',
  },
} as const satisfies Record<string, Cipher>;
export type CipherName = keyof typeof ciphers;
