import { describe, expect, it } from '@jest/globals';
import { encodeText, peek } from '../index.js';

const of = (text: string, charset = 'utf-8'): Uint8Array => encodeText(text, charset).bytes;

describe('peek', () => {
  it('finds the first XML element without children, whatever its prefix', () => {
    const text =
      '<?xml version="1.0"?><!-- <DDH>0</DDH> --><R a="<DDH>"><DDH><X/></DDH><XDDH>1</XDDH><p:DDH a="/>">A&amp;<![CDATA[<B>]]>&#20013;</p:DDH></R>';
    expect(peek(of(text.replace('"<DDH>"', '"x"')), 'xml', 'DDH')).toBe('A&<B>中');
    expect(peek(of('<R><E/><E>1</E></R>'), 'xml', 'E')).toBe('');
    expect(peek(of('<R><E>1'), 'xml', 'E')).toBeUndefined();
    expect(peek(of('<R><!-- <E>1</E>'), 'xml', 'E')).toBeUndefined();
  });

  it('finds the first JSON property with a scalar value, at any depth', () => {
    const text = '{"x":"no","no":{"no":null,"a":["no",{"\\u006eo":"A\\"1\\n"}]},"no":2}';
    expect(peek(of(text), 'json', 'no')).toBe('A"1\n');
    expect(peek(of('{"a":{"n": -1.50e3}}'), 'json', 'n')).toBe('-1.50e3');
    expect(peek(of('{"n":"cut'), 'json', 'n')).toBeUndefined();
  });

  it('is not misled by trail bytes of GB18030', () => {
    // 誠 ends in 5C, the backslash
    const text = '{"名":"誠","单号":"誠1"}';
    expect(peek(of(text, 'gb18030'), 'json', '单号', 'gb18030')).toBe('誠1');
    expect(peek(of('<R><名>誠</名><单号>誠煤炭运输</单号></R>', 'gb18030'), 'xml', '单号')).toBe(
      '誠煤炭运输',
    );
  });

  it('reads UTF-16', () => {
    expect(peek(of('<R><E>中</E></R>', 'utf-16le'), 'xml', 'E')).toBe('中');
    expect(peek(of('{"e":"中"}', 'utf-16be'), 'json', 'e')).toBe('中');
  });

  it('gives nothing for formats without names, and ends on anything', () => {
    expect(peek(of('a,b\n1,2'), 'csv', 'a')).toBeUndefined();
    const bytes = of('<?xml version="1.0"?><R><!-- c --><p:E x="1"><![CDATA[z]]>a</p:E></R>');
    for (let length = 0; length < bytes.length; length++) peek(bytes.subarray(0, length), 'xml', 'E');
    expect(peek(of('<'.repeat(200_000)), 'xml', 'E')).toBeUndefined();
    expect(peek(of('"'.repeat(200_001)), 'json', 'E')).toBeUndefined();
  });
});
