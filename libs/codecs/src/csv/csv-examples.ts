import { encodeText } from '../charset/encode-text.js';
import type { CodecExample } from '../codec.js';
import type { CsvOptions } from './csv-options.js';

export const csvExamples: readonly CodecExample<CsvOptions>[] = [
  {
    title: 'a file with a header, in GB18030; a quoted value may hold delimiters, quotes and line ends',
    bytes: encodeText(
      'ydh,pm,js,bz\r\nLH0001,"家具,""实木""",3,"易碎\r\n轻放"\r\nLH0002,煤炭,12,\r\n',
      'gb18030',
    ).bytes,
    options: { charset: 'GB18030' },
    value: {
      record: [
        { ydh: 'LH0001', pm: '家具,"实木"', js: '3', bz: '易碎\r\n轻放' },
        { ydh: 'LH0002', pm: '煤炭', js: '12', bz: '' },
      ],
    },
    charset: 'gb18030',
    canonical: true,
  },
  {
    title: 'one record of a file: the columns come from elsewhere',
    bytes: encodeText('LH0001|𠮷|3\n', 'gb18030').bytes,
    options: { delimiter: '|', charset: 'gb18030', columns: ['ydh', 'pm', 'js'], lineEnd: '\n', line: 17 },
    value: { ydh: 'LH0001', pm: '𠮷', js: '3' },
    charset: 'gb18030',
    canonical: true,
  },
  {
    title: 'a record with too few columns does not stop the others',
    bytes: encodeText('a,b\n1\n2,3\n', 'utf-8').bytes,
    value: { record: [{ a: '1' }, { a: '2', b: '3' }] },
    issues: ['csv-column-count'],
    canonical: false,
  },
  {
    title: 'a quote that is never closed ends with its line',
    bytes: encodeText('a,b\n1,"x\n2,3\n4,5\n', 'utf-8').bytes,
    value: {
      record: [
        { a: '1', b: 'x' },
        { a: '2', b: '3' },
        { a: '4', b: '5' },
      ],
    },
    issues: ['csv-quote-unclosed'],
    canonical: false,
  },
];
