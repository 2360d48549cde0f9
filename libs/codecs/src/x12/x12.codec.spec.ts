import { describe, expect, it } from '@jest/globals';
import { describeIssue, fromPlainValue, type DocumentNode } from '#libs/message';
import type { EdiDocument, EdiSegment } from '../edi/edi-document.js';
import type { X12Options } from './x12-options.js';
import { x12Codec } from './x12.codec.js';

const isa = (end = '*U*00401*000000017*0*P*:~', control = ''): string =>
  `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261122*0930${end}${control}`;
const gs = 'GS*SR*SENDER*RECEIVER*20261122*0930*17*X*004010~';
const set = (reference: string, body = 'BX*00*R~'): string =>
  `ST*404*${reference}~${body}SE*${2 + body.split('~').length - 1}*${reference}~`;
const file = (...sets: string[]): string =>
  `${isa()}${gs}${sets.join('')}GE*${sets.length}*17~IEA*1*000000017~`;

const decode = (text: string, options?: X12Options): { document?: EdiDocument; faults: string[] } => {
  const { document, issues } = x12Codec.decode(Buffer.from(text), options);
  return {
    document: document as EdiDocument | undefined,
    faults: issues.map((fault) => `${fault.code} ${describeIssue(fault, 'en')}`),
  };
};
const codes = (text: string, options?: X12Options): string[] =>
  decode(text, options).faults.map((fault) => fault.split(' ')[0]!);
const encoded = (text: string, options?: X12Options): string =>
  Buffer.from(x12Codec.encode(decode(text).document!, options).bytes).toString();
const tags = (node: DocumentNode): string[] => node.children.map(({ name }) => name);

describe('X12', () => {
  it('has no faults and comes back as it was, whatever the separators and line ends', () => {
    const plain = file(set('0001'), set('0002', 'N1*SH*A:B~'));
    const files = [
      plain,
      plain.replaceAll('~', '~\n'),
      plain.replaceAll('~', '\r\n'),
      plain.replaceAll('~', '\n').trimEnd(),
      plain.replaceAll('~', '…'),
      plain.replaceAll('~', '\x1c').replaceAll('*', '\x1d').replaceAll(':', '\x1f'),
      `\ufeff\r\n${plain}\n\n\x1a`,
      plain.replaceAll('~', '~\r\n\t '),
    ];
    for (const text of files) {
      expect(codes(text)).toEqual([]);
      expect(tags(decode(text).document!.root)).toHaveLength(10);
      expect(encoded(text)).toBe(text);
    }
  });

  it('knows where each element lies, in bytes and in segments of its set', () => {
    const text = file(set('0001'), set('0002', 'N1*SH*煤炭*X^Y:Z~N1*CN~')).replace('*U*00401', '*^*00501');
    const { document } = decode(text);
    const n1 = document!.root.children.at(-5) as EdiSegment;
    expect([n1.name, n1.ordinal, n1.positionInMessage]).toEqual(['N1', 7, 2]);
    const bytes = Buffer.from(text);
    const check = (node: DocumentNode): void => {
      const { offset } = node.position!;
      if (node.kind !== 'value') return node.children.forEach(check);
      const length = Buffer.byteLength(node.text!);
      expect(bytes.subarray(offset, offset! + length).toString()).toBe(node.text);
    };
    document!.root.children.forEach(check);
    expect(tags(n1)).toEqual(['01', '02', '03']);
    expect(n1.children[2]).toMatchObject({ kind: 'array', children: [{ text: 'X' }, { kind: 'object' }] });
  });

  it('reads several interchanges, each with its own separators', () => {
    const other = file(set('0001'))
      .replaceAll('*', '|')
      .replaceAll('~', '!')
      .replaceAll('000000017', '000000018');
    const text = `${file(set('0001'))}\n${other}\n`;
    const { document, faults } = decode(text);
    expect(faults).toEqual([]);
    expect(
      document!.root.children.map((segment) => (segment as EdiSegment).syntax.separators.element).join(''),
    ).toBe('********||||||||'.slice(1, 15));
    expect(encoded(text)).toBe(text);
  });
});

describe('the ISA', () => {
  it('is read with another length where what follows leaves no doubt', () => {
    const short = `ISA*00* *00* *ZZ*A*ZZ*B*261122*0930*U*00401*000000017*0*P*>`;
    const rest = `${gs}${set('0001')}GE*1*17~IEA*1*000000017~`;
    expect(codes(`${short}~${rest}`)).toEqual(['x12-isa-length']);
    expect(codes(`${short}\r\n${rest.replaceAll('~', '\r\n')}`)).toEqual(['x12-isa-length']);
    expect(decode(`${short}~${rest}`).document!.syntax.separators).toMatchObject({
      component: '>',
      segment: '~',
    });
    expect(codes(`ISA*00* *00* *ZZ*A*ZZ*B*261122*0930~\n${rest}`)).toEqual([
      'x12-isa-elements',
      'x12-separator-missing',
      'edi-reference-mismatch',
    ]);
  });

  it('is all that is read when it does not tell how segments end', () => {
    const text = `${isa('*U*00401*000000017*0*P*\n')}${gs}\n${set('0001')}`;
    const { document, faults } = decode(text);
    expect(faults).toEqual([
      'x12-terminator-unknown ISA, byte 0: The ISA does not tell how segments end; nothing behind it was read.',
    ]);
    expect(document!.root.children[0]!.children[5]!.text).toBe('SENDER         ');
    expect(encoded(text)).toBe(text);
  });

  it('cannot use one character for two purposes, nor a letter', () => {
    expect(codes(file(set('0001')).replace('*P*:~', '*P**~'))).toEqual(['edi-separators-collide']);
    expect(codes(file(set('0001')).replace('*P*:~', '*P*A~'))).toEqual(['x12-separator-missing']);
    expect(codes(file(set('0001')).replace('*U*00401', '*:*00501'))).toEqual(['edi-separators-collide']);
    expect(codes(file(set('0001')).replace('*U*00401', '*U*00501'))).toEqual(['x12-separator-missing']);
    expect(codes(file(set('0001')).replace('*U*00401', '*^*00401'))).toEqual([]);
  });

  it('is missing where something else stands', () => {
    expect(decode('ST*404*0001~SE*2*0001~')).toEqual({
      faults: ['edi-header-missing byte 0: ISA is missing; "ST*404*0001~SE*2*0001~" stands in its place.'],
    });
    const text = `junk\n${file(set('0001'))}more junk`;
    expect(codes(text)).toEqual(['edi-header-missing', 'edi-header-missing']);
    expect(encoded(text)).toBe(text);
  });
});

describe('the envelope', () => {
  const good = file(set('0001'), set('0002'));
  const changed = (from: string | RegExp, to: string): string[] => decode(good.replace(from, to)).faults;

  it('has counts and references that agree', () => {
    expect(changed('SE*3*0002', 'SE*4*0003')).toEqual([
      'edi-count-mismatch SE 3/SE01, byte 207: The trailer counts "4", but there are 3.',
      'edi-reference-mismatch SE 3/SE02, byte 209: The reference "0003" of the trailer is not that of its header, "0002".',
    ]);
    expect(changed('GE*2*17', 'GE*1*18')).toMatchObject([
      expect.stringContaining('edi-count-mismatch GE/GE01'),
      expect.stringContaining('edi-reference-mismatch GE/GE02'),
    ]);
    expect(changed('IEA*1*000000017', 'IEA**000000018')).toMatchObject([
      expect.stringContaining('edi-count-mismatch IEA/IEA01'),
      expect.stringContaining('edi-reference-mismatch IEA/IEA02'),
    ]);
    expect(changed('IEA*1*000000017', 'IEA*01*17')).toEqual([]);
  });

  it('has a trailer for each header, and a header for each trailer', () => {
    expect(changed('SE*3*0001~', '')).toEqual([
      'edi-trailer-missing ST 1, byte 154: SE is missing: nothing closes "ST 0001".',
    ]);
    expect(changed('GE*2*17~', '')).toEqual([
      'edi-trailer-missing GS, byte 106: GE is missing: nothing closes "GS 17".',
    ]);
    expect(changed('IEA*1*000000017~', '')).toEqual([
      'edi-trailer-missing ISA, byte 0: IEA is missing: nothing closes "ISA 000000017".',
    ]);
    expect(codes(good.slice(0, -30))).toEqual([
      'edi-trailer-missing',
      'edi-trailer-missing',
      'edi-terminator-missing',
      'edi-reference-mismatch',
    ]);
    expect(codes(good.replace('ST*404*0001~', '')).slice(0, 2)).toEqual([
      'edi-segment-misplaced',
      'edi-segment-misplaced',
    ]);
    expect(codes(good.replace(gs, ''))).toEqual([
      'edi-segment-misplaced',
      'edi-segment-misplaced',
      'edi-segment-misplaced',
      'edi-count-mismatch',
    ]);
  });

  it('does not use a control number twice on one level', () => {
    expect(codes(file(set('0001'), set('0001')))).toEqual(['edi-reference-repeated']);
    expect(codes(good + good)).toEqual(['edi-reference-repeated']);
    const group = `${gs}${set('0001')}GE*1*17~`;
    expect(codes(`${isa()}${group}${group}IEA*2*17~`)).toEqual(['edi-reference-repeated']);
  });

  it('has only sets of the kind that the group is for', () => {
    expect(changed('GS*SR', 'GS*QM').map((fault) => fault.split(',')[0])).toEqual([
      'edi-group-types-mixed ST 1/ST01',
      'edi-group-types-mixed ST 1/ST01',
    ]);
    expect(codes(good.replaceAll('ST*404', 'ST*ZZZ'))).toEqual([]);
  });

  it('is not empty, but for acknowledgements', () => {
    expect(codes(`${isa()}IEA*0*17~`)).toEqual(['edi-level-empty']);
    expect(codes(`${isa()}${gs}GE*0*17~IEA*1*17~`)).toEqual(['edi-level-empty']);
    expect(codes(`${isa()}TA1*000000001*261122*0930*A*000~IEA*0*17~`)).toEqual([]);
    expect(codes(`${isa()}ISB*1~ISE*200601*0515*04~${good.slice(106)}`)).toEqual([]);
  });

  it('says to which interchange, group and set a fault belongs', () => {
    const second = good.replaceAll('000000017', '000000018').replace('SE*3*0002', 'SE*9*0002');
    const { issues } = x12Codec.decode(Buffer.from(good + second));
    expect(issues).toMatchObject([{ args: { interchange: 2, group: 1, message: 2 } }]);
  });
});

describe('a segment', () => {
  const faults = (body: string): string[] => decode(file(set('0001', body))).faults;

  it('has a tag, no idle separators and no control characters', () => {
    expect(faults('N1*SH**~')).toEqual([
      'edi-separator-trailing N1 2, byte 172: The separator "*" has nothing behind it and should be left out.',
    ]);
    expect(faults('N1*A:*B~N2*A:B:~')).toHaveLength(2);
    expect(faults('N1*SH\n*A~')).toEqual([
      'character-not-allowed N1 2, byte 171: The character U+000A is not allowed in X12.',
    ]);
    expect(faults('N1*SH~*X~')[0]).toContain('edi-tag-malformed');
    expect(codes(file(set('0001')).replace('BX*00*R~', 'BX*00*R~~'))).toEqual(['edi-segment-empty']);
    expect(codes(file(set('0001')).replace('BX*00*R~', 'BX*00*R~~~~'))).toEqual(['edi-segment-empty']);
  });

  it('is cut when it is longer than any segment', () => {
    expect(faults(`K1*${'x'.repeat(70_000)}~`)).toHaveLength(1);
    expect(codes(file(set('0001', `K1*${'*'.repeat(70_000)}~`)))).toEqual([
      'record-too-long',
      'edi-separator-trailing',
    ]);
  });

  it('is read in the charset that was agreed on', () => {
    const bytes = Buffer.from(file(set('0001', 'N1*SH*M\xdcLLER~')), 'latin1');
    expect(x12Codec.decode(bytes).issues).toMatchObject([{ code: 'charset-invalid', value: 'DC' }]);
    expect(x12Codec.decode(bytes, { charset: 'us-ascii' }).issues).toMatchObject([
      { code: 'charset-invalid' },
    ]);
    const { document, issues } = x12Codec.decode(bytes, { charset: 'iso-8859-1' });
    expect(issues).toEqual([]);
    expect(document!.root.children[3]!.children[1]!.text).toBe('MÜLLER');
    expect(Buffer.from(x12Codec.encode(document!).bytes).equals(bytes)).toBe(true);
    expect(() => x12Codec.decode(bytes, { charset: 'gb18030' as never })).toThrow('gb18030');
  });
});

describe('writing X12', () => {
  const built = (set: object): ReturnType<typeof x12Codec.encode> => {
    const isaElements = {
      '01': '00',
      '03': '00',
      '05': 'ZZ',
      '06': 'A',
      '07': 'ZZ',
      '08': 'B',
      '09': '261122',
      '10': '0930',
      '12': '00501',
      '13': '17',
      '14': '0',
      '15': 'P',
    };
    const root = fromPlainValue({ ISA: isaElements, ...set }, 'interchange');
    return x12Codec.encode(
      { format: 'x12', charset: 'utf-8', root },
      { separators: { element: '|', segment: "'" }, lineBreak: '\n' },
    );
  };

  it('fills up the ISA, leaves out idle separators and uses the separators that were chosen', () => {
    const { bytes, issues } = built({
      N1: { '01': 'SH', '03': '' },
      HI: { '01': [{ '01': 'BK', '02': '1' }, { '01': 'BF' }], '03': '煤' },
    });
    expect(issues).toEqual([]);
    expect(Buffer.from(bytes).toString()).toBe(
      "ISA|00|          |00|          |ZZ|A              |ZZ|B              |261122|0930|^|00501|000000017|0|P|:'\n" +
        "N1|SH'\nHI|BK:1^BF||煤'\n",
    );
  });

  it('reports what X12 cannot carry', () => {
    const { bytes, issues } = built({ N1: { '01': "A|B'C", '0x': '' }, N: { '01': 'x' } });
    expect(issues.map((fault) => describeIssue(fault, 'en'))).toEqual([
      'N1 2/N101: The character "|" is a separator and there is no release character; a space stands for it.',
      'N1 2/N101: The character "\'" is a separator and there is no release character; a space stands for it.',
      'N1 2: "0x" cannot be a name in X12.',
      'N 3: "N" is not a segment tag.',
    ]);
    expect(Buffer.from(bytes).toString()).toContain("N1|A B C'");
  });

  it('changes the separators of a document that was read', () => {
    const text = file(set('0001', 'N1*SH*A:B~'));
    const other = encoded(text, { separators: { element: '|', component: '>' } });
    expect(other).toBe(text.replaceAll('*', '|').replaceAll(':', '>'));
    expect(() => encoded(text, { separators: { element: '~' } })).toThrow('separators');
    expect(() => encoded(text, { separators: { element: 'A' } })).toThrow('separators');
  });
});
