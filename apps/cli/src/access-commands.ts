import type { CommandDeclaration } from './command.js';
import { auditListCommand } from './commands/audit-list.command.js';
import { auditVerifyCommand } from './commands/audit-verify.command.js';
import { certificateInspectCommand } from './commands/certificate-inspect.command.js';
import { clientsAddCommand } from './commands/clients-add.command.js';
import { clientsListCommand } from './commands/clients-list.command.js';
import { clientsRetireCommand } from './commands/clients-retire.command.js';
import { clientsRotateCommand } from './commands/clients-rotate.command.js';
import { peopleAddCommand } from './commands/people-add.command.js';
import { peopleDisableCommand } from './commands/people-disable.command.js';
import { peopleListCommand } from './commands/people-list.command.js';
import { peoplePasswordCommand } from './commands/people-password.command.js';
import { secretsListCommand } from './commands/secrets-list.command.js';
import { secretsPutCommand } from './commands/secrets-put.command.js';
import { secretsRetireCommand } from './commands/secrets-retire.command.js';
import type { Words } from './words.js';

/** Commands about who is let in, in the order of the help: on the database, for somebody at the machine, or on files. */
export const accessCommands: readonly CommandDeclaration[] = [
  peopleAddCommand,
  peopleListCommand,
  peopleDisableCommand,
  peoplePasswordCommand,
  clientsAddCommand,
  clientsListCommand,
  clientsRotateCommand,
  clientsRetireCommand,
  secretsPutCommand,
  secretsListCommand,
  secretsRetireCommand,
  certificateInspectCommand,
  auditListCommand,
  auditVerifyCommand,
];

export const accessGroups: Readonly<Record<string, Words>> = {
  people: { zh: '人员账号（需要 DATABASE_URL）', en: 'Accounts of people (needs DATABASE_URL)' },
  clients: {
    zh: '/oauth/token 的客户端（需要 DATABASE_URL）',
    en: 'Clients of /oauth/token (needs DATABASE_URL)',
  },
  secrets: { zh: '密钥与证书（需要 DATABASE_URL）', en: 'Secrets and certificates (needs DATABASE_URL)' },
  certificate: { zh: '证书', en: 'Certificates' },
  audit: { zh: '审计（需要 DATABASE_URL）', en: 'Audit log (needs DATABASE_URL)' },
};
