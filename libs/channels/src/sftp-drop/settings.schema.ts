/** What a connection of the channel `sftp-drop` may say. */
export const sftpDropSettingsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['user'],
  anyOf: [{ required: ['keys'] }, { required: ['password'] }],
  properties: {
    user: {
      type: 'string',
      pattern: '^[a-z][a-z0-9._-]{0,62}$',
      description: 'User that the partner logs in as 对方登录的用户名',
    },
    keys: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: '^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/=]{40,2000}( .{0,200})?$',
      },
      description: "The partner's public keys, as in an id_ed25519.pub 对方公钥（如 id_ed25519.pub 的内容）",
    },
    password: {
      type: 'string',
      minLength: 1,
      secret: true,
      description: 'Name of the secret with the password 登录口令的密钥名称',
    },
  },
} as const;

/** Who may come in to lay down files and fetch others. */
export interface SftpDropSettings {
  readonly user: string;
  readonly keys?: readonly string[];
  readonly password?: string;
}
