import { writeAs2Name } from '../as2-name.js';

/** 1.1: compression is understood (RFC 5402); 1.2: EDIINT-Features is (RFC 6017). */
const as2Version = '1.2';

/** What every transmission and every MDN says of itself. */
export function as2Headers(from: string, to: string): Record<string, string> {
  return {
    'AS2-Version': as2Version,
    'EDIINT-Features': 'AS2-Reliability',
    'AS2-From': writeAs2Name(from),
    'AS2-To': writeAs2Name(to),
    'MIME-Version': '1.0',
    Date: new Date().toUTCString().replace('GMT', '+0000'),
  };
}
