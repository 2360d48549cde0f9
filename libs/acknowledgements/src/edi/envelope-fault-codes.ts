import type { FaultCodes } from './fault-codes.js';

/** Faults that the codecs find in envelopes, separators and characters. */
export const envelopeFaultCodes: Readonly<Record<string, FaultCodes>> = {
  'edi-header-missing': { contrl: '13', ta1: '022', segment: '3', element: '1' },
  'edi-trailer-missing': { contrl: '13', ta1: '023', group: '3', set: '2', segment: '3', element: '1' },
  'edi-reference-mismatch': { contrl: '28', ta1: '001', group: '4', set: '3', segment: '8', element: '7' },
  'edi-count-mismatch': { contrl: '29', ta1: '021', group: '5', set: '4', segment: '8', element: '7' },
  'edi-reference-repeated': { contrl: '26', ta1: '025', group: '19', set: '23', segment: '8', element: '7' },
  'edi-groups-mixed': { contrl: '30', ta1: '022', segment: '2', element: '7', level: 'interchange' },
  'edi-group-types-mixed': {
    contrl: '31',
    ta1: '024',
    set: '18',
    segment: '8',
    element: '7',
    level: 'group',
  },
  'edi-level-empty': { contrl: '32', ta1: '024', segment: '3', element: '1' },
  'edi-segment-misplaced': { contrl: '33', ta1: '022', set: '5', segment: '2', element: '7' },
  // 33 as for unknown segments: what has no tag belongs to no message
  'edi-tag-malformed': { contrl: '33', ta1: '022', set: '5', segment: '1', element: '7' },
  // 0085 has no code for it: nothing is invalid or missing but a service character
  'edi-terminator-missing': { contrl: '18', ta1: '023', group: '3', set: '2', segment: '8', element: '6' },
  'edi-separators-undeclared': { contrl: '22', ta1: '022', segment: '8', element: '6' },
  'edi-separators-collide': { contrl: '20', ta1: '026', segment: '8', element: '6' },
  'edi-character-not-in-repertoire': { contrl: '21', set: '5', segment: '8', element: '6' },
  'edifact-service-string': { contrl: '20', ta1: '026', segment: '8', element: '6' },
  'edifact-syntax-unknown': { contrl: '2', ta1: '017', segment: '8', element: '7' },
  'edifact-nesting': { contrl: '34', set: '5', segment: '8', element: '3' },
  // an empty segment is neither missing nor misplaced in the terms of 0085
  'edi-segment-empty': { contrl: '18', ta1: '022', set: '5', segment: '1', element: '3' },
  'edi-separator-trailing': { contrl: '45', ta1: '022', set: '5', segment: '8', element: '3' },
  // faults of writing: an interchange that was received cannot have them
  'edi-character-not-writable': { contrl: '18', set: '5', segment: '8', element: '6' },
  'edi-repetition-not-writable': { contrl: '18', set: '5', segment: '8', element: '12' },
  // faults of X12 only: CONTRL has nothing to say of an ISA
  'x12-isa-length': { contrl: '18', ta1: '022', segment: '8', element: '7' },
  'x12-isa-elements': { contrl: '18', ta1: '022', segment: '8', element: '7' },
  'x12-terminator-unknown': { contrl: '18', ta1: '004', segment: '8', element: '7' },
  'x12-separator-missing': { contrl: '18', ta1: '026', segment: '8', element: '7' },
};

/** 0085 codes that only syntax 4 has, with what earlier versions have for it. */
export const beforeSyntax4: Readonly<Record<string, string>> = { 45: '16', 46: '2', 47: '15', 48: '18' };

/** Codes of 005010 that earlier versions do not have, with what these have for it. */
export const before005010 = {
  group: { 19: '6' },
  set: { 18: '6' },
  segment: {},
  element: { 12: '3', 13: '3' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** TA105 of a wrong value in ISA01 to ISA16. */
export const isaElementCodes: readonly string[] = [
  ...['010', '011', '012', '013', '005', '006', '007', '008'],
  ...['014', '015', '016', '017', '018', '019', '020', '027'],
];

/** TA105 of a wrong value in IEA01 and IEA02. */
export const ieaElementCodes: readonly string[] = ['021', '001'];

/** TA105 of a separator that is none, by the place that declares it. */
export const separatorCodes: Readonly<Record<string, string>> = {
  'ISA(4)': '026',
  'ISA(106)': '004',
  ISA11: '016',
  ISA16: '027',
};
