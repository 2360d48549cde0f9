import type { ChannelDeclaration } from '../channel.js';
import { sftpDropSettingsSchema, type SftpDropSettings } from './settings.schema.js';

/**
 * The partner logs in to our SFTP server: what it lays down in `in` are its messages, what it fetches from `out` and removes there
 * are ours. Nothing is ever sent.
 */
export const sftpDropChannel: ChannelDeclaration<SftpDropSettings> = {
  name: 'sftp-drop',
  summary: {
    zh: '对方登录我方 SFTP 存取文件',
    en: 'files laid down and fetched by the partner on our SFTP server',
  },
  settingsSchema: sftpDropSettingsSchema,
  examples: [
    {
      user: 'partner',
      keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEMDUwxTNZtCq5cbV+2gcTCF4+mn2LSJ5FN8sELXm4iW'],
    },
    { user: 'partner', password: 'sftp-password' },
  ],
};
