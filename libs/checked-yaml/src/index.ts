export { checkConfiguration, keyPath, schemaProblems } from './check-configuration.js';
export { didYouMean } from './did-you-mean.js';
export { onFirstUse } from './on-first-use.js';
export { compileSafePattern, type SafePattern } from './safe-pattern.js';
export { SourceFile, type KeyPath } from './source-file.js';
