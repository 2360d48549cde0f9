import { encodeText } from '../charset/encode-text.js';
import type { CodecExample } from '../codec.js';
import type { FixedWidthOptions } from './fixed-width-options.js';

const records: FixedWidthOptions['records'] = [
  {
    name: 'header',
    role: 'header',
    when: { start: 1, length: 1, value: 'H' },
    length: 20,
    columns: [{ name: 'date', start: 2, length: 8 }],
  },
  {
    name: 'parcel',
    when: { start: 1, length: 1, value: 'D' },
    columns: [
      { name: 'ydh', start: 2, length: 8 },
      { name: 'pm', start: 10, length: 6 },
      { name: 'zl', start: 16, length: 5, align: 'right', pad: '0' },
    ],
  },
  {
    name: 'trailer',
    role: 'trailer',
    when: { start: 1, length: 1, value: 'T' },
    length: 20,
    count: 'count',
    columns: [{ name: 'count', start: 2, length: 5, align: 'right', pad: '0' }],
  },
];

const options: FixedWidthOptions = { charset: 'gb18030', records };

export const fixedWidthExamples: readonly CodecExample<FixedWidthOptions>[] = [
  {
    title: 'header, detail and trailer; widths are bytes of GB18030',
    bytes: encodeText(
      'H20261122           \r\nDLH000001煤炭  00120\r\nDLH000002𠮷  00000\r\nT00002              \r\n',
      'gb18030',
    ).bytes,
    options,
    value: {
      record: [
        { '@record': 'header', date: '20261122' },
        { '@record': 'parcel', ydh: 'LH000001', pm: '煤炭', zl: '120' },
        { '@record': 'parcel', ydh: 'LH000002', pm: '𠮷', zl: '0' },
        { '@record': 'trailer', count: '2' },
      ],
    },
    charset: 'gb18030',
    canonical: true,
  },
  {
    title: 'a column border inside a character: the character is taken for neither side',
    bytes: encodeText('DLH00000煤炭焦 00120\n', 'gb18030').bytes,
    options,
    value: { '@record': 'parcel', ydh: 'LH00000', pm: '炭焦', zl: '120' },
    charset: 'gb18030',
    issues: ['column-cuts-character', 'column-cuts-character'],
    canonical: false,
  },
  {
    title: 'a line that is too short, and one of no known kind',
    bytes: encodeText('DLH000001abc\nX\n', 'utf-8').bytes,
    options: { charset: 'utf-8', records },
    value: { record: { '@record': 'parcel', ydh: 'LH000001', pm: 'abc' } },
    issues: ['record-length', 'record-type-unknown'],
    canonical: false,
  },
];
