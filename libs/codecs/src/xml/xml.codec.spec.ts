import { describe, expect, it } from '@jest/globals';
import { compilePath, describeIssue, fromPlainValue, locationOf, toPlainValue } from '#libs/message';
import { codecs, type XmlOptions } from '../index.js';

const { xml } = codecs;
const decode = (text: string, options?: XmlOptions): ReturnType<typeof xml.decode> =>
  xml.decode(Buffer.from(text), options);
const places = (text: string, options?: XmlOptions): string[] =>
  decode(text, options).issues.map((fault) => describeIssue(fault, 'en'));
const write = (value: unknown, options: XmlOptions = {}): string => {
  const root = fromPlainValue(value, 'R');
  const { bytes } = xml.encode(
    { format: 'json', charset: 'utf-8', root },
    { declaration: false, ...options },
  );
  return Buffer.from(bytes).toString();
};

describe('XML', () => {
  it('has the line and column of every element and attribute, in characters', () => {
    const { document } = decode(
      '<?xml version="1.0"?>\r\n<R>\r\n  <𠮷>\n</𠮷><A  b = "x>y"\n c=\'1\'>t</A></R>',
    );
    const at = (path: string): object => locationOf(compilePath(path).first(document!.root)!, 'xml');
    expect(at('A')).toEqual({ path: '/R/A', line: 4, column: 5 });
    expect(at('A/@b')).toEqual({ path: '/R/A/@b', line: 4, column: 9 });
    expect(at('A/@c')).toEqual({ path: '/R/A/@c', line: 5, column: 2 });
    expect(at('.')).toEqual({ path: '/R', line: 2, column: 1 });
  });

  it('resolves namespaces and drops their declarations', () => {
    const { document } = decode('<p:R xmlns:p="urn:a" xmlns="urn:b" p:x="1"><C/></p:R>');
    expect(document!.root).toMatchObject({
      name: 'R',
      namespace: 'urn:a',
      children: [{ name: '@x' }, { namespace: 'urn:b' }],
    });
  });

  it('keeps white space, CDATA and references in values, and reports text beside elements', () => {
    expect(toPlainValue(decode('<R><A> a&#x4E2D;<![CDATA[<&]]>\r\n </A></R>').document!.root)).toEqual({
      A: ' a中<&\n ',
    });
    expect(places('<R>loose<A/>more</R>')).toEqual([
      '/R, line 1:1: The text "loose" beside child elements is ignored.',
      '/R, line 1:1: The text "more" beside child elements is ignored.',
    ]);
  });

  it('says what is not well-formed and where', () => {
    expect(places('<R>\n <A>1</B>\n</R>')).toEqual([
      '/R/A, line 2:6: The XML is not well-formed: </B> ≠ </A>',
    ]);
    expect(places('<R><A>')).toEqual(['/R/A, line 1:4: The XML is not well-formed: <A> … EOF']);
    expect(places('<R><A x="1" x="2"/><p:B/><c>&nix;</c></R>')).toEqual([
      '/R, line 1:4: The XML is not well-formed: 2 × @x',
      '/R, line 1:20: The XML is not well-formed: xmlns:p="?"',
      '/R/c, line 1:29: The XML is not well-formed: &nix;',
    ]);
    expect(places('<R/><S/>')).toHaveLength(1);
    expect(places('hello')[0]).toContain('line 1:1');
    expect(places('<R>\u0001</R>')).toEqual(['/R, line 1:4: The XML is not well-formed: U+0001']);
  });

  it('knows no entities but its own five', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'nbsp'])
      expect(places(`<R>&${name};</R>`)).toHaveLength(1);
    expect(places('<?xml version="1.0"?>\n<!DOCTYPE R [<!ENTITY a "b">]><R>&a;</R>')).toEqual([
      'line 2:1: A DOCTYPE declaration is not allowed.',
    ]);
  });

  it('has limits', () => {
    expect(places('<a>'.repeat(101) + '</a>'.repeat(101))).toEqual([
      'line 1:301: Nested deeper than 100 levels.',
    ]);
    expect(places('<a>'.repeat(1_000_000))).toHaveLength(1);
    expect(places('<R><a/><a/><a/></R>', { maxNodes: 3 })).toEqual([
      'line 1:12: More than the limit of 3 (nodes).',
    ]);
    expect(places(`<R ${'x'.repeat(2000)}="1"/>`)).toHaveLength(1);
    expect(places(`<R>${'&x;'.repeat(100_000)}</R>`)).toHaveLength(100);
  });

  it('is written with what the charset does not have as references', () => {
    expect(write({ A: '王𠮷', '@b': 'é' }, { charset: 'gbk' })).toContain('&#x20BB7;');
    const root = fromPlainValue({ 中: 'x' }, 'R');
    const { issues } = xml.encode({ format: 'xml', charset: 'iso-8859-1', root });
    expect(issues).toMatchObject([{ code: 'name-not-allowed', value: '中' }]);
  });

  it('is written so that it reads the same again', () => {
    const value = { '@a': 'x\n\t"<', t: 'a\r\n]]>&', list: ['1', '2'], e: '' };
    expect(toPlainValue(decode(write(value)).document!.root)).toEqual(value);
    expect(write({ list: [], n: null, '#text': 'x' })).toBe('<R><n/>x</R>');
  });

  it('reports names and characters that it cannot carry', () => {
    const root = fromPlainValue({ 'a b': '1', ok: 'x\u0000y', '1': 'z' }, 'R');
    const { bytes, issues } = xml.encode({ format: 'json', charset: 'utf-8', root });
    expect(Buffer.from(bytes).toString()).toContain('<R><ok>x?y</ok></R>');
    expect(issues.map(({ code, location }) => `${code} ${location.path}`)).toEqual([
      'name-not-allowed /1',
      'name-not-allowed /a b',
      'character-not-allowed /ok',
    ]);
    const unnamed = { format: 'json', charset: 'utf-8', root: fromPlainValue({}) } as const;
    expect(xml.encode(unnamed).issues).toHaveLength(1);
    expect(xml.encode(unnamed, { rootName: 'Order' }).issues).toEqual([]);
  });

  it('is written with the prefixes that a partner expects', () => {
    const text =
      '<Order xmlns="urn:o" xmlns:cbc="urn:c"><cbc:ID schemeID="x">1</cbc:ID><Line xmlns="urn:l"><cbc:ID>2</cbc:ID></Line></Order>';
    const { document } = decode(text);
    const prefixes = { '': 'urn:o', cbc: 'urn:c' };
    expect(Buffer.from(xml.encode(document!, { prefixes, declaration: false }).bytes).toString()).toBe(text);
    const free = xml.encode(document!, { declaration: false }).bytes;
    expect(toPlainValue(xml.decode(free).document!.root)).toEqual(toPlainValue(document!.root));
    expect(xml.decode(free).document!.root.children[0]!.namespace).toBe('urn:c');
  });

  it('declares a prefix for an attribute in a namespace', () => {
    const text = '<R xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>';
    expect(Buffer.from(xml.encode(decode(text).document!, { declaration: false }).bytes).toString()).toBe(
      text,
    );
  });
});
