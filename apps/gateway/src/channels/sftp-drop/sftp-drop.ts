import type { Provider } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { HostKey } from './host-key.js';
import { SftpDropService } from './sftp-drop.service.js';

/** What the SFTP server for partners is made of. */
export const sftpDropProviders: readonly Provider[] = [Accounts, HostKey, SftpDropService];
