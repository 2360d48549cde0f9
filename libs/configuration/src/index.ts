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
export { loadMappings } from './load-mappings.js';
