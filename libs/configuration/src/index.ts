export type { ActiveMapping, Configuration } from './active-configuration.js';
export { loadConfiguration, loadMappings, MissingConfiguration } from './configuration.js';
