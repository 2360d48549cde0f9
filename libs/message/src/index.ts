export * from './configuration-problem.js';
export * from './document.js';
export * from './envelope.js';
export * from './issue.js';
export { issueTexts, type IssueCode } from './issue-texts/index.js';
export * from './location.js';
export * from './path.js';
export * from './plain-value.js';
export * from './stage-error.js';
