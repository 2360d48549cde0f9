export * from './mapping.js';
export { compileMapping, type CompileOptions } from './compile-mapping.js';
export type { KnownNames } from './compile/compilation.js';
export { mappingFileSchema } from './mapping-file-schema.js';
export { mappingFunctionsReference } from './reference.js';
export { faultsAtSource } from './run/faults-at-source.js';
export { MappedDocument, type LineageEntry } from './run/lineage.js';
export type { BranchPlace, RulePlace } from './run/places.js';
export { defaultLimits } from './run/run.js';
export { MappingTrace } from './run/trace.js';
export { coverage, type MappingCoverage } from './testing/coverage.js';
export type { ExpectedIssue, MappingTest } from './testing/mapping-test.js';
export {
  runMappingTests,
  type MappingTestDeps,
  type MappingTestReport,
  type MappingTestResult,
} from './testing/run-mapping-tests.js';
