import { encodeText } from '../charset/encode-text.js';
import type { CodecExample } from '../codec.js';
import type { X12Options } from './x12-options.js';

const utf8 = (text: string): Uint8Array => encodeText(text, 'utf-8').bytes;

/** The elements of a segment as plain values. */
const elements = (...texts: readonly unknown[]): Record<string, never> =>
  Object.fromEntries(texts.map((text, index) => [String(index + 1).padStart(2, '0'), text])) as never;

const blank = ' '.repeat(10);
const isaHead = `00*${blank}*00*${blank}*02*CNR${' '.repeat(12)}*ZZ*SHIPPER01${' '.repeat(6)}*261122*0930`;
const isa = `ISA*${isaHead}*U*00401*000000017*0*P*>~`;
const isaElements = elements(...isaHead.split('*'), 'U', '00401', '000000017', '0', 'P', '>');

export const x12Examples: readonly CodecExample<X12Options>[] = [
  {
    title: 'a rail carrier shipment information (404), one segment per line',
    bytes: utf8(
      `${isa}\nGS*SR*SHIPPER01*CNR*20261122*0930*17*X*004010~\nST*404*0001~\n` +
        'BX*00*R*PP*LH0001*CNR*L~\nN1*SH*煤炭运销公司~\nSE*4*0001~\nGE*1*17~\nIEA*1*000000017~\n',
    ),
    value: {
      ISA: isaElements,
      GS: elements('SR', 'SHIPPER01', 'CNR', '20261122', '0930', '17', 'X', '004010'),
      ST: elements('404', '0001'),
      BX: elements('00', 'R', 'PP', 'LH0001', 'CNR', 'L'),
      N1: elements('SH', '煤炭运销公司'),
      SE: elements('4', '0001'),
      GE: elements('1', '17'),
      IEA: elements('1', '000000017'),
    },
    charset: 'utf-8',
    canonical: true,
  },
  {
    title: 'an acknowledgement of an interchange, with separators of its own and ISA11 among them',
    bytes: utf8(
      `${isa.replace('*U*00401', '*^*00501').replaceAll('*', '|')}TA1|000000016|261122|0915|A|000~IEA|0|17~`,
    ),
    value: {
      ISA: elements(...isaHead.split('*'), '^', '00501', '000000017', '0', 'P', '>'),
      TA1: elements('000000016', '261122', '0915', 'A', '000'),
      IEA: elements('0', '17'),
    },
    canonical: true,
  },
  {
    title: 'one transaction set apart from its interchange: composites, repetitions and wrong counts',
    bytes: utf8('ST*837*0007~\r\nHI*BK:87340*BF:87342:1^BF:87343~\r\nREF*D9**~\r\nSE*5*0008~\r\n'),
    options: {
      within: {
        separators: { element: '*', segment: '~', component: ':', repetition: '^' },
        version: '00501',
        headers: [{ text: 'GS*HC*A*B*20261122*0930*3*X*005010X222A1~', offset: 106, ordinal: 2 }],
        offset: 1000,
        segmentsBefore: 20,
        place: { interchange: 1, group: 1, message: 6 },
      },
    },
    value: {
      ST: elements('837', '0007'),
      HI: elements(elements('BK', '87340'), [elements('BF', '87342', '1'), elements('BF', '87343')]),
      REF: elements('D9', '', ''),
      SE: elements('5', '0008'),
    },
    issues: ['edi-separator-trailing', 'edi-count-mismatch', 'edi-reference-mismatch'],
    canonical: true,
  },
  {
    title: 'an ISA whose elements are not filled up to their lengths',
    bytes: utf8(
      'ISA*00* *00* *ZZ*CNR*ZZ*SHIPPER01*261122*0930*U*00401*000000017*0*P*>~TA1*1*261122*0915*A*000~IEA*0*17~',
    ),
    value: {
      ISA: elements(
        '00',
        ' ',
        '00',
        ' ',
        'ZZ',
        'CNR',
        'ZZ',
        'SHIPPER01',
        '261122',
        '0930',
        'U',
        '00401',
        '000000017',
        '0',
        'P',
        '>',
      ),
      TA1: elements('1', '261122', '0915', 'A', '000'),
      IEA: elements('0', '17'),
    },
    issues: ['x12-isa-length'],
    canonical: true,
  },
];
