import { accessCommands, accessGroups } from './access-commands.js';
import type { CommandDeclaration } from './command.js';
import { ackCommand } from './commands/ack.command.js';
import { archiveListCommand } from './commands/archive-list.command.js';
import { archiveReadCommand } from './commands/archive-read.command.js';
import { archiveSearchCommand } from './commands/archive-search.command.js';
import { archiveVerifyCommand } from './commands/archive-verify.command.js';
import { baseDataCheckCommand } from './commands/base-data-check.command.js';
import { baseDataCrossReferenceCommand } from './commands/base-data-cross-reference.command.js';
import { baseDataImportCommand } from './commands/base-data-import.command.js';
import { baseDataListCommand } from './commands/base-data-list.command.js';
import { baseDataShowCommand } from './commands/base-data-show.command.js';
import { applyCommand } from './commands/apply.command.js';
import { planCommand } from './commands/plan.command.js';
import { rollbackCommand } from './commands/rollback.command.js';
import { configActivateCommand } from './commands/config-activate.command.js';
import { configCheckCommand } from './commands/config-check.command.js';
import { configStatusCommand } from './commands/config-status.command.js';
import { conformanceListCommand } from './commands/conformance-list.command.js';
import { conformanceRunCommand } from './commands/conformance-run.command.js';
import { corpusCommand } from './commands/corpus.command.js';
import { credentialsExampleCommand } from './commands/credentials-example.command.js';
import { credentialsIssueCommand } from './commands/credentials-issue.command.js';
import { credentialsRevokeCommand } from './commands/credentials-revoke.command.js';
import { decodeCommand } from './commands/decode.command.js';
import { deliveriesListCommand } from './commands/deliveries-list.command.js';
import { deliveriesShowCommand } from './commands/deliveries-show.command.js';
import { deliveriesResendCommand } from './commands/deliveries-resend.command.js';
import { destinationsListCommand } from './commands/destinations-list.command.js';
import { destinationsPauseCommand } from './commands/destinations-pause.command.js';
import { destinationsResumeCommand } from './commands/destinations-resume.command.js';
import { destinationsPurgeCommand } from './commands/destinations-purge.command.js';
import { doctorCommand } from './commands/doctor.command.js';
import { encodeCommand } from './commands/encode.command.js';
import { forecastCommand } from './commands/forecast.command.js';
import { inspectCommand } from './commands/inspect.command.js';
import { mapCommand } from './commands/map.command.js';
import { mappingCoverageCommand } from './commands/mapping-coverage.command.js';
import { mappingFunctionsCommand } from './commands/mapping-functions.command.js';
import { mappingTestCommand } from './commands/mapping-test.command.js';
import { messageCommand } from './commands/message.command.js';
import { quarantineListCommand } from './commands/quarantine-list.command.js';
import { quarantineReleaseCommand } from './commands/quarantine-release.command.js';
import { referenceCommand } from './commands/reference.command.js';
import { searchCommand } from './commands/search.command.js';
import { sendCommand } from './commands/send.command.js';
import { validateCommand } from './commands/validate.command.js';
import { webhooksDisableCommand } from './commands/webhooks-disable.command.js';
import { webhooksListCommand } from './commands/webhooks-list.command.js';
import { webhooksReplayCommand } from './commands/webhooks-replay.command.js';
import { webhooksShowCommand } from './commands/webhooks-show.command.js';
import { webhooksTestCommand } from './commands/webhooks-test.command.js';
import type { Words } from './words.js';

const working: readonly CommandDeclaration[] = [
  decodeCommand,
  encodeCommand,
  validateCommand,
  inspectCommand,
  ackCommand,
  corpusCommand,
  mapCommand,
  mappingTestCommand,
  mappingCoverageCommand,
  mappingFunctionsCommand,
  baseDataListCommand,
  baseDataShowCommand,
  baseDataCheckCommand,
  baseDataImportCommand,
  baseDataCrossReferenceCommand,
  conformanceListCommand,
  conformanceRunCommand,
  planCommand,
  applyCommand,
  rollbackCommand,
  configCheckCommand,
  configActivateCommand,
  configStatusCommand,
  sendCommand,
  searchCommand,
  messageCommand,
  deliveriesListCommand,
  deliveriesShowCommand,
  deliveriesResendCommand,
  destinationsListCommand,
  destinationsPauseCommand,
  destinationsResumeCommand,
  destinationsPurgeCommand,
  webhooksListCommand,
  webhooksShowCommand,
  webhooksTestCommand,
  webhooksReplayCommand,
  webhooksDisableCommand,
  quarantineListCommand,
  quarantineReleaseCommand,
  doctorCommand,
  forecastCommand,
  archiveListCommand,
  archiveSearchCommand,
  archiveReadCommand,
  archiveVerifyCommand,
  credentialsIssueCommand,
  credentialsRevokeCommand,
  credentialsExampleCommand,
  ...accessCommands,
];

/** Every command, in the order of the help. */
export const commands: readonly CommandDeclaration[] = [...working, referenceCommand(working)];

/** What the first words of commands with two words stand for. */
export const groups: Readonly<Record<string, Words>> = {
  mapping: { zh: '映射：测试、覆盖、函数', en: 'Mappings: tests, coverage, functions' },
  'base-data': {
    zh: '基础数据：代码表、标识、对照',
    en: 'Base data: code lists, identifiers, cross-references',
  },
  conformance: {
    zh: '符合性：合作方上线前须证明的内容',
    en: 'Conformance: what partners show before they are live',
  },
  config: { zh: '配置', en: 'Configuration' },
  deliveries: { zh: '经通道的投递', en: 'What leaves for partners' },
  destinations: {
    zh: '目的地：积压、暂停、恢复、清除',
    en: 'Where deliveries go: backlog, pause, resume, purge',
  },
  quarantine: { zh: '隔离：等待配置的报文', en: 'Quarantine: what waits for the configuration' },
  webhooks: {
    zh: '事件通知的订阅：查看、测试、重放、停用',
    en: 'Subscriptions to events: look, test, replay, disable',
  },
  archive: {
    zh: '归档：离开台账的日期，无需数据库即可读取',
    en: 'Archive: days that have left the journal, readable without a database',
  },
  credentials: { zh: '访问令牌（需要 DATABASE_URL）', en: 'Access tokens (needs DATABASE_URL)' },
  ...accessGroups,
};
