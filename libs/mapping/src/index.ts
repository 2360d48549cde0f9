export * from './mapping.js';
export { compileMapping, type CompileOptions } from './compile-mapping.js';
export { MappedDocument, type LineageEntry } from './run/lineage.js';
export type { BranchPlace, RulePlace } from './run/places.js';
export { MappingTrace } from './run/trace.js';
export { defaultLimits } from './run/run.js';
