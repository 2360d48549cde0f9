export { secretKeysOf } from './secret-keys-of.js';
export { answerDeadlines } from './answer-deadlines.js';
export { answerWithin } from './answer-within.js';
export { DatabaseListener } from './database-listener.js';
export { exampleCredentials, type Tokens } from './example-credentials.js';
export { Health, type HealthReport, type PartName } from './health/health.js';
export {
  activateFiles,
  activateFolder,
  mistakesIn,
  type ActivationOutcome,
  type ActivationRequest,
  type ActivationTerms,
} from './configuration/activate-folder.js';
export { localActor, unpackFolder, WrongConfiguration } from './configuration/open-configuration.js';
export { FollowConfiguration } from './configuration/follow-configuration.js';
export { ConfigurationFollower } from './configuration/configuration-follower.js';
export {
  AnotherVersionActive,
  ConfigurationVersions,
  type Activation,
  type Refusal,
} from './configuration/configuration-versions.js';
export {
  conformanceReports,
  type ConformanceReport,
  type ConformanceReports,
} from './configuration/conformance-reports.js';
export type { Unproven } from './configuration/proof.js';
export { NoSuchVersion, rollBack } from './configuration/roll-back.js';
export { LiveConfiguration, type RefusedVersion } from './configuration/live-configuration.js';
export { runningProcesses, type RunningProcess } from './configuration/running-processes.js';
export { keepPartitions, openDatabase } from './open-database.js';
export type { SecuritySettings } from './security-settings.js';
export { distributedSettingsFrom } from './distributed-settings.js';
export { settingsFrom, type Settings } from './settings.js';
export { SingleOwner } from './single-owner.js';
export { topologyOf } from './topology.js';
export type { Runtime } from './runtime.js';
export { openRuntime, type ProcessName } from './open-runtime.js';
export { runToTheEnd, startFailure } from './start-failure.js';
export { untilStopped } from './until-stopped.js';
