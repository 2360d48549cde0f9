export { commands } from './commands.js';
export type { CommandDeclaration, Example } from './command.js';
export { run, type Surroundings } from './run.js';
export { referencePage } from './reference-page.js';
