export type { ActiveMapping, Configuration } from './active-configuration.js';
export { loadConfiguration, loadConfigurationGently, type LoadOptions } from './configuration.js';
export {
  changesBetween,
  configurationFiles,
  MissingConfiguration,
  readConfigurationFiles,
  unpackConfiguration,
  type ConfigurationChanges,
  type ConfigurationFile,
  type ConfigurationFiles,
} from './configuration-files.js';
export {
  configurationDifference,
  type FieldDifference,
  type PartDifference,
  type PartKind,
} from './difference/configuration-difference.js';
export { describeDifference } from './difference/describe-difference.js';
export { routingOf } from './difference/routing-of.js';
export {
  agreementName,
  stateChanges,
  type AgreementVersion,
  type StateChange,
} from './difference/state-changes.js';
export { fileWithState, partnerNamedIn, partnerPlace } from './state-in-file.js';
