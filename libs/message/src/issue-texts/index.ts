import { codeTexts } from './codes.js';
import { journeyTexts } from './journey.js';
import { mappingTexts } from './mapping.js';
import { structureTexts } from './structure.js';
import { syntaxTexts } from './syntax.js';

/** Every code there is, with its texts. `docs/reference/issues.md` is generated from it. */
export const issueTexts = {
  ...syntaxTexts,
  ...structureTexts,
  ...codeTexts,
  ...mappingTexts,
  ...journeyTexts,
} as const;

export type IssueCode = keyof typeof issueTexts;
