import { encodeText } from '../charset/encode-text.js';
import type { CodecExample } from '../codec.js';
import type { XmlOptions } from './xml-options.js';

const order = (encoding: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n` +
  '<KHDD ver="2"><HEAD><DDH>202611TY000123</DDH><FHDW>郑州煤电股份有限公司</FHDW></HEAD>' +
  '<HW><PM>煤 &amp; 焦炭</PM><ZL dw="t">1980.50</ZL></HW><HW><PM>焦炭</PM><ZL dw="t">60</ZL></HW><BZ/></KHDD>';

const orderValue = {
  '@ver': '2',
  HEAD: { DDH: '202611TY000123', FHDW: '郑州煤电股份有限公司' },
  HW: [
    { PM: '煤 & 焦炭', ZL: '1980.50' },
    { PM: '焦炭', ZL: '60' },
  ],
  BZ: '',
};

export const xmlExamples: readonly CodecExample<XmlOptions>[] = [
  {
    title: 'an order in GB18030',
    bytes: encodeText(order('GB18030'), 'gb18030').bytes,
    value: orderValue,
    charset: 'gb18030',
    canonical: true,
  },
  {
    title: 'the same order in UTF-16 with its byte order mark',
    bytes: encodeText(order('UTF-16'), 'utf-16le').bytes,
    value: orderValue,
    charset: 'utf-16le',
    canonical: true,
  },
  {
    title: 'declared as GB18030, but the bytes are UTF-8: read, and reported',
    bytes: encodeText(order('GB18030'), 'utf-8').bytes,
    value: orderValue,
    charset: 'utf-8',
    issues: ['charset-mismatch'],
    canonical: false,
  },
  {
    title: 'a namespace, indented',
    bytes: encodeText(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Event xmlns="urn:rail:equipment">\n' +
        '  <Container>CSQU3054383</Container>\n  <Place code="ZZF">\n    <Name>圃田</Name>\n  </Place>\n</Event>',
      'utf-8',
    ).bytes,
    options: { indent: 2 },
    value: { Container: 'CSQU3054383', Place: { '@code': 'ZZF', Name: '圃田' } },
    charset: 'utf-8',
    canonical: true,
  },
  {
    title: 'a document type is refused before anything can expand',
    bytes: encodeText('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'utf-8').bytes,
    issues: ['xml-doctype-not-allowed'],
    canonical: false,
  },
  {
    title: 'an end tag that does not belong',
    bytes: encodeText('<KHDD><DDH>1</DDM></KHDD>', 'utf-8').bytes,
    issues: ['xml-not-well-formed'],
    canonical: false,
  },
];
