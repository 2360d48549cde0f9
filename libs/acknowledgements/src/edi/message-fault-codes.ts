import type { FaultCodes } from './fault-codes.js';

/** Faults of messages against their definition or a partner's guide. */
export const messageFaultCodes: Readonly<Record<string, FaultCodes>> = {
  'edi-message-unexpected': { contrl: '17', group: '1', set: '1', segment: '8', element: '7', guide: 'I6' },
  // 33, occurs outside of its message: what peers answer to a segment that the message does not have
  'edi-segment-not-in-message': { contrl: '33', set: '5', segment: '6', element: '7' },
  'edi-segment-out-of-order': { contrl: '15', set: '5', segment: '7', element: '7' },
  'edi-segment-missing': { contrl: '13', set: '5', segment: '3', element: '1', guide: 'I8' },
  'edi-group-missing': { contrl: '13', set: '5', segment: '3', element: '1', guide: 'I7' },
  'edi-segment-repeated': { contrl: '35', set: '5', segment: '5', element: '12' },
  'edi-group-repeated': { contrl: '36', set: '5', segment: '4', element: '12' },
  'edi-segment-not-used': { contrl: '15', set: '5', segment: '2', element: '10', guide: 'I4' },
  'edi-element-missing': { contrl: '13', set: '5', segment: '8', element: '1', guide: 'I9' },
  'edi-elements-too-many': { contrl: '16', set: '5', segment: '8', element: '3' },
  'edi-components-too-many': { contrl: '16', set: '5', segment: '8', element: '13' },
  'edi-element-repeated': { contrl: '35', set: '5', segment: '8', element: '12' },
  'edi-element-not-used': { contrl: '15', set: '5', segment: '8', element: '10', guide: 'I10' },
  'edi-value-too-long': { contrl: '39', set: '5', segment: '8', element: '5' },
  'edi-value-too-short': { contrl: '40', set: '5', segment: '8', element: '4' },
  'edi-value-characters': { contrl: '37', set: '5', segment: '8', element: '6' },
  'edi-decimal-notation': { contrl: '19', set: '5', segment: '8', element: '6' },
  'edi-decimal-digit-missing': { contrl: '38', set: '5', segment: '8', element: '6' },
  'edi-date-invalid': { contrl: '12', set: '5', segment: '8', element: '8' },
  'edi-time-invalid': { contrl: '12', set: '5', segment: '8', element: '9' },
  'edi-dependency-missing': { contrl: '48', set: '5', segment: '8', element: '2' },
  'edi-dependency-excluded': { contrl: '48', set: '5', segment: '8', element: '10' },
  'value-repaired': { contrl: '12', set: '5', segment: '8', element: '7' },
  'edi-value-not-agreed': { contrl: '14', set: '5', segment: '8', element: '7', guide: 'I6' },
};
