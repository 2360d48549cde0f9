import { issueTexts } from '#libs/message';
import { durationSchema } from './duration.js';
import { repairableCodes } from './edi-terms.js';

const identity = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id: { type: 'string', pattern: '^\\S(?:.{0,33}\\S)?$' },
    qualifier: { type: 'string', pattern: '^[A-Za-z0-9]{1,4}$' },
  },
} as const;

const part = (properties: object): object => ({ type: 'object', additionalProperties: false, properties });

/** The members of `tolerance`: any code may be an error or a warning, some can be repaired. */
export const toleranceSchema = {
  type: 'object',
  propertyNames: { enum: Object.keys(issueTexts) },
  properties: Object.fromEntries(
    repairableCodes.map((code) => [code, { enum: ['error', 'warning', 'repair'] }]),
  ),
  additionalProperties: { enum: ['error', 'warning'] },
} as const;

/** What the part `edi` of a partner's file may say. */
export const ediTermsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['identities', 'own'],
  properties: {
    identities: { type: 'array', items: identity, minItems: 1, uniqueItems: true },
    own: identity,
    batch: part({ interchange: { enum: ['split', 'keep'] }, refuse: { enum: ['message', 'interchange'] } }),
    acknowledge: part({
      edifact: part({
        contrl: { enum: ['receipt', 'always', 'refusals', 'never'] },
        aperak: { enum: ['refusals', 'never'] },
      }),
      x12: part({
        ta1: { enum: ['always', 'refusals', 'requested', 'never'] },
        functional: { enum: ['997', '999', 'never'] },
      }),
    }),
    test: { enum: ['validate', 'refuse'] },
    tolerance: toleranceSchema,
    expect: part({
      acknowledgementWithin: durationSchema,
      answer: { enum: ['receipt', 'content'] },
    }),
  },
} as const;
