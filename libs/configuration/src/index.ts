export { loadConfiguration, loadMappings, type ActiveMapping, type Configuration } from './configuration.js';
