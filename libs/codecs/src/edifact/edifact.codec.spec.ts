import { describe, expect, it } from '@jest/globals';
import { compilePath, toPlainValue, type Document, type DocumentNode } from '#libs/message';
import type { EdiDocument } from '../edi/edi-document.js';
import { edifactCodec } from './edifact.codec.js';
import type { EdifactOptions } from './edifact-options.js';

const unb = "UNB+UNOC:3+A+B+261122:0800+7'";

const decode = (
  text: string,
  options?: EdifactOptions,
): { document: EdiDocument; codes: string[]; paths: (string | undefined)[] } => {
  const { document, issues } = edifactCodec.decode(Buffer.from(text, 'latin1'), options);
  return {
    document: document as EdiDocument,
    codes: issues.map(({ code }) => code),
    paths: issues.map(({ location }) => location.path),
  };
};

const roundTrip = (text: string, options?: EdifactOptions): string => {
  const { bytes, issues } = edifactCodec.encode(decode(text, options).document, options);
  expect(issues).toEqual([]);
  return Buffer.from(bytes).toString('latin1');
};

const textAt = (document: Document, path: string): string | undefined =>
  compilePath(path).first(document.root)?.text;

/** The same values without anything that the reader remembers of the bytes. */
function copied(node: DocumentNode): DocumentNode {
  const { kind, name, text, type } = node;
  return { kind, name, text, type, children: node.children.map(copied) };
}

describe('reading EDIFACT', () => {
  it('knows the place of every segment, element and component', () => {
    const { document } = decode(`${unb}UNH+1+IFTSTA:D:00B:UN'RFF+AAA:12:3'UNT+3+1'UNZ+1+7'`);
    const [, unh, rff] = document.root.children;
    expect(unh).toMatchObject({
      name: 'UNH',
      ordinal: 2,
      positionInMessage: 1,
      position: { offset: unb.length },
    });
    expect(rff).toMatchObject({ ordinal: 3, positionInMessage: 2, span: "RFF+AAA:12:3'" });
    const composite = rff!.children[0]!;
    expect(composite).toMatchObject({ kind: 'object', name: '01' });
    expect(composite.position).toEqual({ offset: 55 });
    expect(composite.children[1]).toMatchObject({ name: '02', text: '12' });
    expect(composite.children[1]!.position).toEqual({ offset: 59 });
  });

  it('takes a released separator as data and pairs of release characters as one', () => {
    const { document } = decode(`${unb}UNH+1+X'FTX+a?+b?:c?'d??'FTX+e??+f'UNT+4+1'UNZ+1+7'`);
    expect(
      compilePath('FTX/01')
        .select(document.root)
        .map(({ text }) => text),
    ).toEqual(["a+b:c'd?", 'e?']);
  });

  it('has no release character where UNA leaves it blank, before version 4', () => {
    const { document, codes } = decode(`UNA:+.  '${unb}UNH+1+X'FTX+why?'UNT+3+1'UNZ+1+7'`);
    expect([textAt(document, 'FTX/01'), ...codes]).toEqual(['why?']);
    expect(decode("UNA:+.  'UNB+UNOC:4+A+B+20261122:0800+7'").codes).toContain('edi-separators-collide');
  });

  it('repeats elements in version 4 only', () => {
    const text = (version: string): string =>
      `UNB+UNOC:${version}+A+B+1:2+7'UNH+1+X'NAD+a:b*c*+d'UNT+3+1'UNZ+1+7'`;
    const values = (version: string): unknown =>
      toPlainValue(decode(text(version)).document.root.children[2]!);
    expect(values('4')).toEqual({ '01': [{ '01': 'a', '02': 'b' }, 'c', ''], '02': 'd' });
    expect(values('3')).toEqual({ '01': { '01': 'a', '02': 'b*c*' }, '02': 'd' });
  });

  it.each([
    ["UNA:+,? '", '3', ','],
    ["UNA:+.? '", '3', '.'],
    ["UNA:+,? '", '4', '.,'],
    ['', '3', '.,'],
  ])('with %s in version %s takes %s as decimal marks', (una, version, marks) => {
    const { document } = decode(`${una}UNB+UNOC:${version}+A+B+1:2+7'UNZ+0+7'`);
    expect(document.syntax.decimalMarks).toBe(marks);
  });

  it.each([
    ["UNA:+.'", ':', "'", '?'],
    ["UNA:+,?'", ':', "'", '?'],
    ["UNA:+.?  '", ':', "'", '?'],
    ["UNA'", ':', "'", '?'],
    ['UNA|^.! ~\r\n', '|', '~', '!'],
    ['UNA:+.? \n', ':', '\n', '?'],
    ['UNA:+.\\ #', ':', '#', '\\'],
    ["UNA:+.?*'\n", ':', "'", '?'],
  ])('reads an interchange that begins with %j', (una, component, segment, release) => {
    const element = una.includes('^') ? '^' : '+';
    const text = (parts: string): string =>
      parts.replaceAll('+', element).replaceAll(':', component).replaceAll("'", segment);
    const body = text("UNB+UNOC:3+A+B+1:2+7'UNH+1+X:D'UNT+2+1'UNZ+1+7'");
    const { document, codes } = decode(una + body);
    const hasSix = una.replace(/\r?\n$/, '').length === 9 || una.endsWith(' \n');
    expect(codes).toEqual(hasSix ? [] : ['edifact-service-string']);
    expect(document.syntax.separators).toEqual({
      component,
      element,
      segment,
      release,
      repetition: undefined,
    });
    expect(document.root.children.map(({ name }) => name)).toEqual(['UNB', 'UNH', 'UNT', 'UNZ']);
    expect(roundTrip(una + body)).toBe(una + body);
  });

  it('believes what is used rather than what is declared, and says so', () => {
    const { codes, document } = decode("UNA|^.? ~UNB+UNOC:3+A+B+1:2+7'UNH+1+X:D'UNT+2+1'UNZ+1+7'");
    expect(codes).toEqual(['edi-separators-undeclared']);
    expect(document.root.children).toHaveLength(4);
    expect(decode('UNB|UNOC^3|A|B|1^2|7~UNH|1|X^D~UNT|2|1~UNZ|1|7~').codes).toEqual([
      'edi-separators-undeclared',
    ]);
  });

  it('reads the information separators of level B', () => {
    const text =
      'UNB\x1dUNOB\x1f1\x1dA\x1dB\x1d1\x1f2\x1d7\x1cUNH\x1d1\x1dX\x1fD\x1cUNT\x1d2\x1d1\x1cUNZ\x1d1\x1d7\x1c';
    expect(decode(text).codes).toEqual([]);
    expect(roundTrip(text)).toBe(text);
  });

  it.each([
    ['UNOD', 'iso-8859-2', '\xb3', 'ł'],
    ['UNOE', 'iso-8859-5', '\xd0', 'а'],
    ['UNOF', 'iso-8859-7', '\xe1', 'α'],
    ['UNOK', 'iso-8859-9', '\xf0', 'ğ'],
    ['UNOL', 'iso-8859-15', '\xa4', '€'],
    ['UNOY', 'utf-8', '\xe4\xb8\xad', '中'],
    ['UNOX', 'iso-2022', "\x1b$AVP'+\x1b(B", '中'],
  ])('reads %s as %s', (level, charset, bytes, expected) => {
    const read = decode(`UNB+${level}:4+A+B+1:2+7'UNH+1+X'FTX+${bytes}+z'UNT+3+1'UNZ+1+7'`);
    expect(read.document.charset).toBe(charset);
    expect(textAt(read.document, 'FTX/01')?.[0]).toBe(expected);
    expect(textAt(read.document, 'FTX/02')).toBe('z');
    expect(read.codes).toEqual([]);
  });

  it('locates characters that the level does not have', () => {
    const { codes, paths } = decode(`UNB+UNOA:3+A+B+1:2+7'UNH+1+X'FTX+AAI+A:b\xe9'UNT+3+1'UNZ+1+7'`);
    expect(codes).toEqual(['edi-character-not-in-repertoire']);
    expect(paths).toEqual(['FTX 2/02/02']);
    expect(decode(`${unb}UNH+1+X'FTX+a\r\nb'UNT+3+1'UNZ+1+7'`).paths).toEqual(['FTX 2/01']);
    expect(decode(`UNB+UNOC:3+A+B+1:2+7'\r\n  UNH+1+X'\nUNT+2+1'\nUNZ+1+7'\r\n`).codes).toEqual([]);
  });

  it('does not take the second byte of a Chinese character for a separator', () => {
    const text = 'UNA:+.? ~UNB+UNOA:3+A+B+1:2+7~UNH+1+X~FTX+\x81~\x81++~UNT+3+1~UNZ+1+7~';
    const { document, codes } = decode(text, { charset: 'gb18030' });
    expect([...(textAt(document, 'FTX/01') ?? '')]).toHaveLength(2);
    expect(codes).toEqual(['charset-invalid']);
  });
});

describe('writing EDIFACT', () => {
  const text = "UNA:+.?*'UNB+UNOY:4+A+B+20261122:0800+7'UNH+1+X:D'FTX+a?+b?*c*d+++:e'UNT+3+1'UNZ+1+7'";

  it('writes from values what it writes from bytes', () => {
    const { document } = decode(text);
    const bare = { ...document, root: copied(document.root) } as Document;
    expect(Buffer.from(edifactCodec.encode(bare).bytes).toString()).toBe(text);
  });

  it('leaves out what is empty at the end', () => {
    const { document } = decode(`${unb}UNH+1+X::'NAD+++'UNT+3+1'UNZ+1+7'`);
    const { bytes } = edifactCodec.encode({
      format: 'edifact',
      charset: 'utf-8',
      root: copied(document.root),
    });
    expect(Buffer.from(bytes).toString()).toBe(`${unb}UNH+1+X'NAD'UNT+3+1'UNZ+1+7'`);
  });

  it('goes over to another version, level, separators and line ends', () => {
    const separators = { component: '|', element: '^', segment: '~' };
    const { bytes, issues } = edifactCodec.encode(
      decode(`${unb}UNH+1+X:D'FTX+a?+b^'UNT+3+1'UNZ+1+7'`).document,
      {
        ...{ version: '4', level: 'UNOY', lineBreak: '\n', separators },
      },
    );
    expect(issues).toEqual([]);
    expect(Buffer.from(bytes).toString()).toBe(
      'UNA|^.?*~\nUNB^UNOY|4^A^B^261122|0800^7~\nUNH^1^X|D~\nFTX^a+b?^~\nUNT^3^1~\nUNZ^1^7~\n',
    );
  });

  it('says what it cannot carry', () => {
    const { document } = decode(text.replace('a?+b', '中?+b'.replace('中', '\xe4\xb8\xad')));
    const write = (options: EdifactOptions): unknown => {
      const { bytes, issues } = edifactCodec.encode(document, options);
      return [
        /FTX[^']*'/.exec(Buffer.from(bytes).toString('latin1'))?.[0],
        ...issues.map(({ code }) => code),
      ];
    };
    expect(write({ level: 'UNOC' })).toEqual(
      ['FTX+???+b?*c*d+++:e', 'character-not-encodable'].map((one, i) => (i ? one : `${one}'`)),
    );
    expect(write({ version: '3', una: false })).toEqual([
      "FTX+\xe4\xb8\xad?+b*c+++:e'",
      'edi-repetition-not-writable',
    ]);
    expect(() => edifactCodec.encode(document, { separators: { element: 'X' } })).toThrow(
      'cannot be the separators',
    );
  });

  it('keeps damaged input as it is', () => {
    const damaged = "\xef\xbb\xbf UNA:+.? '\r\nUNB+UNOC:3+A\n'''XX+'UNH:1:2+1+X++:'\r\n \x1aFTX+?";
    expect(roundTrip(damaged)).toBe(damaged);
    expect(roundTrip(`${unb}UNZ+0+7'\nUNA:+.? '\n`)).toBe(`${unb}UNZ+0+7'\nUNA:+.? '\n`);
  });
});
