import type { CodecExample } from '../codec.js';
import type { EdifactOptions } from './edifact-options.js';

const status = "UNH+1+IFTSTA:D:00B:UN'BGM+23+ST-77+9'FTX+AAI+++O?'NEIL?+SON'UNT+4+1'";

export const edifactExamples: readonly CodecExample<EdifactOptions>[] = [
  {
    title: 'default separators, a release character, an empty element',
    bytes: Buffer.from(`UNB+UNOA:3+RAIL:ZZ+PORT:ZZ+261122:0800+77'${status}UNZ+1+77'`),
    value: {
      UNB: {
        '01': { '01': 'UNOA', '02': '3' },
        '02': { '01': 'RAIL', '02': 'ZZ' },
        '03': { '01': 'PORT', '02': 'ZZ' },
        '04': { '01': '261122', '02': '0800' },
        '05': '77',
      },
      UNH: { '01': '1', '02': { '01': 'IFTSTA', '02': 'D', '03': '00B', '04': 'UN' } },
      BGM: { '01': '23', '02': 'ST-77', '03': '9' },
      FTX: { '01': 'AAI', '02': '', '03': '', '04': "O'NEIL+SON" },
      UNT: { '01': '4', '02': '1' },
      UNZ: { '01': '1', '02': '77' },
    },
    charset: 'us-ascii',
    canonical: true,
  },
  {
    title: 'other separators, repetition and UTF-8 in syntax version 4, line ends between segments',
    bytes: Buffer.from(
      'UNA|^.!%~\r\nUNB^UNOY|4^A^B^20261122|0800^9~\r\nUNH^1^IFTMIN|D|16A|UN~\r\nNAD^CZ^大连!~港%二|x~\r\nUNT^3^1~\r\nUNZ^1^9~\r\n',
    ),
    value: {
      UNB: {
        '01': { '01': 'UNOY', '02': '4' },
        '02': 'A',
        '03': 'B',
        '04': { '01': '20261122', '02': '0800' },
        '05': '9',
      },
      UNH: { '01': '1', '02': { '01': 'IFTMIN', '02': 'D', '03': '16A', '04': 'UN' } },
      NAD: { '01': 'CZ', '02': ['大连~港', { '01': '二', '02': 'x' }] },
      UNT: { '01': '3', '02': '1' },
      UNZ: { '01': '1', '02': '9' },
    },
    charset: 'utf-8',
    canonical: true,
  },
  {
    title: 'GB18030 by agreement, groups, and an envelope that does not fit together',
    bytes: Buffer.concat([
      Buffer.from(
        "UNB+UNOA:2+A+B+261122:0800+5'UNG+CODECO+A+B+261122:0800+7+UN+D:95B'UNH+1+CODECO:D:95B:UN'FTX+AAI+++",
      ),
      Buffer.from([0xb4, 0xf3, 0xc1, 0xac]),
      Buffer.from("'UNT+9+2'UNE+1+8'UNZ+2+5'"),
    ]),
    options: { charset: 'gb18030' },
    value: {
      UNB: {
        '01': { '01': 'UNOA', '02': '2' },
        '02': 'A',
        '03': 'B',
        '04': { '01': '261122', '02': '0800' },
        '05': '5',
      },
      UNG: {
        '01': 'CODECO',
        '02': 'A',
        '03': 'B',
        '04': { '01': '261122', '02': '0800' },
        '05': '7',
        '06': 'UN',
        '07': { '01': 'D', '02': '95B' },
      },
      UNH: { '01': '1', '02': { '01': 'CODECO', '02': 'D', '03': '95B', '04': 'UN' } },
      FTX: { '01': 'AAI', '02': '', '03': '', '04': '大连' },
      UNT: { '01': '9', '02': '2' },
      UNE: { '01': '1', '02': '8' },
      UNZ: { '01': '2', '02': '5' },
    },
    charset: 'gb18030',
    issues: ['edi-count-mismatch', 'edi-reference-mismatch', 'edi-reference-mismatch', 'edi-count-mismatch'],
    canonical: true,
  },
];
