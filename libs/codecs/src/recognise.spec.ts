import { describe, expect, it } from '@jest/globals';
import { encodeText, recognise } from './index.js';

const of = (text: string, charset = 'utf-8'): Uint8Array => encodeText(text, charset).bytes;

describe('recognise', () => {
  it('sees format, charset and root of XML', () => {
    const text =
      '<?xml version="1.0" encoding="GB18030"?>\n<!-- <x> -->\n<ns:KHDD a=">" xmlns:ns=\'urn:rail\'>煤炭运输</ns:KHDD>';
    expect(recognise(of(text, 'gb18030'))).toEqual({
      format: 'xml',
      charset: 'gb18030',
      rootName: 'KHDD',
      namespace: 'urn:rail',
      issues: [],
    });
    const wide = of('<KHDD xmlns="urn:a"/>', 'utf-16be');
    expect(recognise(wide)).toMatchObject({ charset: 'utf-16be', rootName: 'KHDD', namespace: 'urn:a' });
    expect(recognise(of('<!DOCTYPE a [<!ENTITY b "c">]><a'))).toMatchObject({ format: 'xml', rootName: 'a' });
    const far = `<!-- ${'中'.repeat(900)} --><p:KHDD a=">" xmlns:q="urn:q"${' '.repeat(600)}xmlns:p="urn:p">`;
    expect(recognise(of(far, 'gb18030'))).toMatchObject({ rootName: 'KHDD', namespace: 'urn:p' });
    expect(recognise(of('<!-- never closed'))).toMatchObject({ format: 'xml', rootName: undefined });
  });

  it('tells the formats apart', () => {
    const formats = [
      ' {"a":1}',
      '\ufeff[1]',
      "UNA:+.? 'UNB+",
      'UNB+UNOA',
      'ISA*00*',
      'a,b\n1,2\n',
      'a;b\n1;2\n',
      `${'x'.repeat(30)}\n${'y'.repeat(30)}\n`,
    ];
    expect(formats.map((text) => recognise(of(text)).format)).toEqual([
      'json',
      'json',
      'edifact',
      'edifact',
      'x12',
      'csv',
      'csv',
      'fixed-width',
    ]);
  });

  it('listens to hints where the bytes leave it open', () => {
    expect(recognise(of('no\n1\n'), { fileName: 'parcels.CSV' }).format).toBe('csv');
    expect(recognise(of('{x},1\n'), { contentType: 'text/csv; charset=gb18030' })).toMatchObject({
      format: 'csv',
      charset: 'gb18030',
    });
    expect(recognise(of('<a/>'), { fileName: 'a.csv' }).format).toBe('xml');
  });

  it('says when it does not know', () => {
    expect(recognise(of('hello')).issues).toMatchObject([{ code: 'format-unknown' }]);
    expect(recognise(of(' \n')).issues).toMatchObject([{ code: 'input-empty' }]);
    expect(recognise(of('ISABELLA')).format).toBeUndefined();
  });
});
