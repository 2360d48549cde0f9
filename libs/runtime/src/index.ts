export { DatabaseListener } from './database-listener.js';
export { LiveConfiguration } from './live-configuration.js';
export { keepPartitions, openDatabase } from './open-database.js';
export { settingsFrom, type Settings } from './settings.js';
export { SingleOwner } from './single-owner.js';
export { topologyOf } from './topology.js';
export type { Runtime } from './runtime.js';
export { openRuntime, WrongConfiguration } from './open-runtime.js';
export { untilStopped } from './until-stopped.js';
