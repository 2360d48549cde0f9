/** Codes of UN/EDIFACT data element 2379 (date or time or period format) that say one date or time, as patterns. */
export const edifactDateFormats: ReadonlyMap<string, string> = new Map([
  ['2', 'ddMMyy'],
  ['3', 'MMddyy'],
  ['4', 'ddMMyyyy'],
  ['101', 'yyMMdd'],
  ['102', 'yyyyMMdd'],
  ['201', 'yyMMddHHmm'],
  ['202', 'yyMMddHHmmss'],
  ['203', 'yyyyMMddHHmm'],
  ['204', 'yyyyMMddHHmmss'],
  ['205', 'yyyyMMddHHmmXX'],
  ['208', 'yyMMddHHmmssXX'],
  ['303', 'yyyyMMddHHmmXX'],
  ['304', 'yyyyMMddHHmmssXX'],
  ['401', 'HHmm'],
  ['402', 'HHmmss'],
]);
