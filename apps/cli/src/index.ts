export { commands } from './commands.js';
export type { CommandDeclaration, Example } from './command.js';
export { beginnings, damaged, seeded } from './corpus/damage.js';
export { examine, type Examined } from './corpus/examination.js';
export { run, type Surroundings } from './run.js';
export { referencePage } from './reference-page.js';
