export default {
  rootDir: '.',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/scripts'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'], '/node_modules/content-disposition/.+\\.js$': ['@swc/jest'] },
  // an ES module that a CommonJS one requires: Node can do that, Jest on Node 20 cannot
  transformIgnorePatterns: ['/node_modules/(?!content-disposition/)'],
  // much of the time goes by in waiting for services: one more than the fewest cores there are
  maxWorkers: 3,
  globalSetup: '<rootDir>/scripts/setup/test-run.mjs',
  globalTeardown: '<rootDir>/scripts/setup/test-run-end.mjs',
  testSequencer: '<rootDir>/scripts/setup/test-sequencer.mjs',
  // ES modules of test files that have ended stay in memory
  workerIdleMemoryLimit: '1GB',
  // tells a test that hangs; how long something takes on a busy machine says nothing about it
  testTimeout: 120_000,
  coverageProvider: 'v8',
};
