/**
 * What the service interfaces keep between requests, whichever gateway answers: the first answers of requests that carry an
 * idempotency key, the key that cursors are signed with, proposals to change code lists, and the feed of what changed in them. And
 * the document that describes them, put together, with the XML form of answers, made from the schemas that it has for them in JSON.
 */
export { CodeListFeed, type CodeListChange, type FeedRow, type UntoldActivation } from './code-list-feed.js';
export {
  CodeListProposals,
  type CodeListProposal,
  type ListDifference,
  type ListedChange,
  type NewProposal,
} from './code-list-proposals.js';
export {
  IdempotentAnswers,
  type AskedOperation,
  type KeptAnswer,
  type Standing,
} from './idempotent-answers.js';
export { ServiceInterfaces1700000000370 } from './migrations/1700000000370-service-interfaces.js';
export { CodeListChanges1700000000373 } from './migrations/1700000000373-code-list-changes.js';
export { inlineSchema, type SchemaObject } from './openapi/inline-schema.js';
export { joinDocument } from './openapi/join-document.js';
export { SignedCursors, WrongCursor } from './signed-cursors.js';
export { answersNamespace, type AnswerModel } from './xml-answers/answer-model.js';
export { answersXsd } from './xml-answers/answers-xsd.js';
export { answersIn, readAnswerModel, type DescribedAnswers } from './xml-answers/read-answer-model.js';
export { writeAnswer, type WriteCanonical } from './xml-answers/write-answer.js';
export { writeProblem, type DescribedProblem } from './xml-answers/write-problem.js';
