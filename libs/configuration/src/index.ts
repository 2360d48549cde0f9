export type { ActiveMapping, Configuration } from './active-configuration.js';
export { loadConfiguration, loadMappings } from './configuration.js';
