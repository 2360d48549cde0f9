import { describe, expect, it } from '@jest/globals';
import { canonicalCharset, decodeText, encodeText } from '../index.js';
import { decideCharset } from './decide-charset.js';

const sentence = '<PM>郑州煤电股份有限公司，煤炭三百二十吨</PM>';
const inGb = encodeText(sentence, 'gb18030').bytes;
const inUtf8 = encodeText(sentence, 'utf-8').bytes;
const codes = (bytes: Uint8Array, declared?: string): string[] =>
  decodeText(bytes, declared).issues.map((fault) => fault.code);

describe('a charset', () => {
  it('goes by many names', () => {
    expect(
      ['GB2312', 'cp936', 'GB18030-2022', 'UTF8', 'UTF-16', 'latin1', 'ISO_8859-15'].map(canonicalCharset),
    ).toEqual(['gbk', 'gbk', 'gb18030', 'utf-8', 'utf-16le', 'iso-8859-1', 'iso-8859-15']);
    for (const odd of ['base64', 'utf-7', 'hex', '__proto__', 'ebcdic', ''])
      expect(canonicalCharset(odd)).toBeUndefined();
  });

  it('is recognised when nothing is declared', () => {
    expect(decodeText(inGb)).toMatchObject({ text: sentence, charset: 'gb18030', issues: [] });
    expect(decodeText(inUtf8)).toMatchObject({ text: sentence, charset: 'utf-8', issues: [] });
    for (const charset of ['utf-16le', 'utf-16be']) {
      const { bytes } = encodeText(sentence, charset);
      expect(decodeText(bytes)).toMatchObject({ text: sentence, charset, issues: [] });
      expect(decodeText(bytes.subarray(2))).toMatchObject({ text: sentence, charset, issues: [] });
    }
  });

  it('that is declared wrongly is reported, and the real one used', () => {
    expect(decodeText(inUtf8, 'GB18030')).toMatchObject({
      text: sentence,
      charset: 'utf-8',
      issues: [{ code: 'charset-mismatch', severity: 'error', value: 'GB18030', expected: 'utf-8' }],
    });
    expect(decodeText(inGb, 'UTF-8')).toMatchObject({
      text: sentence,
      charset: 'gb18030',
      issues: [{ code: 'charset-mismatch', value: 'UTF-8', expected: 'gb18030' }],
    });
    expect(codes(inUtf8, 'iso-8859-1')).toEqual(['charset-mismatch']);
    expect(codes(inGb, 'iso-8859-1')).toEqual(['charset-mismatch']);
    expect(codes(inGb, 'utf-16')).toEqual(['charset-mismatch']);
    expect(codes(inGb, 'ebcdic')).toEqual(['charset-unknown']);
  });

  it('that is declared rightly is believed, however short the text', () => {
    for (const word of ['联通', '中', '鑫淼', '已', '脉', '冒芒', '耀', '𠮷']) {
      expect(decodeText(encodeText(word, 'gb18030').bytes, 'gb18030')).toMatchObject({
        text: word,
        issues: [],
      });
      expect(decodeText(encodeText(word, 'utf-8').bytes, 'utf-8')).toMatchObject({ text: word, issues: [] });
    }
    for (const word of ['план', 'Müller & Söhne', 'Žilina']) {
      expect(decodeText(encodeText(word, 'utf-8').bytes)).toMatchObject({ text: word, charset: 'utf-8' });
    }
    expect(codes(encodeText('Müller & Söhne, Köln', 'iso-8859-1').bytes, 'iso-8859-1')).toEqual([]);
  });

  it('GBK is a part of GB18030', () => {
    expect(decodeText(inGb, 'GBK')).toMatchObject({ charset: 'gbk', issues: [] });
    expect(decodeText(encodeText('王𠮷', 'gb18030').bytes, 'GBK')).toMatchObject({
      text: '王𠮷',
      charset: 'gb18030',
      issues: [{ code: 'charset-exceeded', severity: 'warning' }],
    });
  });

  it('damaged in one place stays what it was, and the place is named', () => {
    const broken = Buffer.concat([inUtf8, Buffer.from([0xff, 0x41]), inUtf8]);
    expect(decodeText(broken, 'utf-8')).toMatchObject({
      charset: 'utf-8',
      issues: [{ code: 'charset-invalid', value: 'FF', location: { offset: inUtf8.length } }],
    });
    const brokenGb = Buffer.concat([inGb, Buffer.from([0xff, 0x41]), inGb]);
    expect(decodeText(brokenGb, 'gb18030')).toMatchObject({
      charset: 'gb18030',
      issues: [{ code: 'charset-invalid', value: 'FF', location: { offset: inGb.length } }],
    });
    expect(codes(inUtf8.subarray(0, 6), 'utf-8')).toEqual(['charset-invalid']);
    expect(codes(Buffer.from([0x3c, 0, 0x61, 0, 0, 0xd8, 0x3e, 0]))).toEqual(['charset-invalid']);
  });

  it('takes the replacement character itself for what it is', () => {
    expect(decodeText(Buffer.from([0x84, 0x31, 0xa4, 0x37]), 'gb18030')).toMatchObject({
      text: '\ufffd',
      issues: [],
    });
  });

  it('is not disturbed by a character cut off at the end of a head', () => {
    for (let length = 10; length < inGb.length; length++) {
      expect(decideCharset(inGb.subarray(0, length), undefined, true).charset).toBe('gb18030');
    }
    for (let length = 10; length < inUtf8.length; length++) {
      expect(decideCharset(inUtf8.subarray(0, length), 'utf-8', true)).toMatchObject({ charset: 'utf-8' });
    }
  });

  it('carries every character of Unicode in GB18030 but one private one, which is reported', () => {
    for (let plane = 0; plane < 3; plane++) {
      let text = '';
      for (let low = 0x100; low < 0xfffe; low += 7) {
        if (plane > 0 || low < 0xd800 || low > 0xdfff) text += String.fromCodePoint(plane * 0x10000 + low);
      }
      const { bytes, lost } = encodeText(text, 'gb18030');
      expect(lost.filter((character) => character !== '\ue5e5')).toEqual([]);
      expect(decodeText(bytes, 'gb18030').text).toBe(text.replaceAll('\ue5e5', '?'));
    }
  });
});
