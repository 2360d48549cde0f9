import type { FaultCodes } from './fault-codes.js';

const value: FaultCodes = { contrl: '12', set: '5', segment: '8', element: '7' };
const characters: FaultCodes = { contrl: '21', set: '5', segment: '8', element: '6' };
const unspecified: FaultCodes = { contrl: '18', set: '5', segment: '8', element: '7' };
/** The size of what came is no fault of its content: 18, and at X12 the level alone. */
const tooMuch: FaultCodes = { contrl: '18', ta1: '024', set: '5', segment: '8', element: '7' };

/** Faults that all formats have in common, in the terms of EDI. */
export const valueFaultCodes: Readonly<Record<string, FaultCodes>> = {
  'input-empty': { ...tooMuch, ta1: '023' },
  'input-too-large': tooMuch,
  'input-too-deep': tooMuch,
  'input-limit': tooMuch,
  'check-limit': tooMuch,
  'more-issues': tooMuch,
  'format-unknown': unspecified,
  'charset-unknown': { ...characters, contrl: '46' },
  'charset-mismatch': characters,
  'charset-exceeded': characters,
  'charset-invalid': characters,
  'character-not-allowed': characters,
  'element-missing': { contrl: '13', set: '5', segment: '3', element: '1' },
  'element-unexpected': { contrl: '15', set: '5', segment: '2', element: '3' },
  'too-few': { contrl: '13', set: '5', segment: '3', element: '1' },
  'too-many': { contrl: '35', set: '5', segment: '5', element: '12' },
  'value-type': { contrl: '37', set: '5', segment: '8', element: '6' },
  'value-pattern': value,
  'value-length': { contrl: '39', set: '5', segment: '8', element: '5' },
  'value-range': value,
  'value-not-allowed': value,
  'value-not-unique': { contrl: '26', set: '5', segment: '8', element: '7' },
  'reference-unresolved': value,
  'total-mismatch': { contrl: '29', set: '5', segment: '8', element: '7' },
  'rule-violated': value,
  'code-not-listed': value,
  'code-not-valid-then': value,
  'identifier-malformed': value,
  'check-digit-wrong': value,
  'sender-unknown': { contrl: '23', ta1: '006', segment: '8', element: '7' },
  'sender-mismatch': { contrl: '23', ta1: '006', segment: '8', element: '7' },
  'recipient-mismatch': { contrl: '7', ta1: '008', segment: '8', element: '7' },
  'edi-test-refused': { contrl: '25', ta1: '020', segment: '8', element: '7' },
  'agreement-missing': { contrl: '17', ta1: '006', group: '1', set: '1', segment: '8', element: '7' },
  'reference-conflict': { contrl: '26', ta1: '025', group: '19', set: '23', segment: '8', element: '7' },
  'reference-repeated': { contrl: '26', ta1: '025', group: '19', set: '23', segment: '8', element: '7' },
  'batch-interrupted': { contrl: '18', ta1: '023', segment: '8', element: '7' },
};
