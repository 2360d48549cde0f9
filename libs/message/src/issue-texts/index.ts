import { codeTexts } from './codes.js';
import { ediMessageTexts } from './edi-message.js';
import { ediTexts } from './edi.js';
import { journeyTexts } from './journey.js';
import { mappingTexts } from './mapping.js';
import { signatureTexts } from './signature.js';
import { structureTexts } from './structure.js';
import { syntaxTexts } from './syntax.js';

/** The codes by the layer that finds them. `docs/reference/issues.md` is generated from it. */
export const issueLayers = {
  syntax: syntaxTexts,
  edi: ediTexts,
  'edi-message': ediMessageTexts,
  structure: structureTexts,
  codes: codeTexts,
  mapping: mappingTexts,
  signature: signatureTexts,
  journey: journeyTexts,
} as const;

/** Every code there is, with its texts. */
export const issueTexts = {
  ...syntaxTexts,
  ...ediTexts,
  ...ediMessageTexts,
  ...structureTexts,
  ...codeTexts,
  ...mappingTexts,
  ...signatureTexts,
  ...journeyTexts,
} as const;

export type IssueCode = keyof typeof issueTexts;
