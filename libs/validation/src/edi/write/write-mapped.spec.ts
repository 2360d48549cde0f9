import { describe, expect, it } from '@jest/globals';
import { fromPlainValue, type Document, type DocumentNode } from '#libs/message';
import { SchemaLibrary } from '../../schema-library.js';
import type { WriteOptions } from './message-writer.js';

const library = new SchemaLibrary({ schemasRoot: 'schemas' });

const status = {
  CNI: {
    '1490': '1',
    STS: {
      C555: { '4405': '1' },
      LOC: { '3227': '175', C517: { '3225': 'CNZZO', '1131': '139', '3055': '6' } },
      RFF: [{ C506: { '1153': 'BM', '1154': 'B1' } }, { C506: { '1153': 'CN', '1154': 'C1' } }],
      DTM: { C507: { '2005': '334', '2380': '202603151230', '2379': '203' } },
    },
  },
  BGM: { C002: { '1001': '23' }, C106: { '1004': 'S-1' }, '1225': '9' },
  NAD: {
    '3035': 'CZ',
    C082: { '3039': 'X1' },
    CTA: { '3139': 'IC', COM: { C076: { '3148': '1', '3155': 'TE' } } },
  },
};

function write(
  value: unknown,
  ref = 'edifact/d00b/IFTSTA',
  options?: WriteOptions,
): { text: string[]; faults: string[] } {
  const [format, , name] = ref.split('/') as [Document['format'], string, string];
  const document: Document = { format, charset: 'utf-8', root: fromPlainValue(value, name) };
  const { segments, issues } = library.write(document, ref, options);
  return {
    text: segments.map(textOf),
    faults: issues.map(({ code, location }) => `${code} ${location.path}`),
  };
}

function textOf({ name, children }: DocumentNode): string {
  const element = (node: DocumentNode): string => {
    if (node.kind === 'array') return node.children.map(element).join('*');
    return node.kind === 'object' ? node.children.map((part) => part.text).join(':') : (node.text ?? '');
  };
  return [name, ...children.map(element)].join('+');
}

describe('a message that a mapping made', () => {
  it('is written in the order and positions of its definition, with header and trailer', () => {
    expect(write(status, undefined, { messageReference: '7' })).toEqual({
      text: [
        'UNH+7+IFTSTA:D:00B:UN',
        'BGM+23+S-1+9',
        'NAD+CZ+X1',
        'CTA+IC',
        'COM+1:TE',
        'CNI+1',
        'STS++1',
        'RFF+BM:B1',
        'RFF+CN:C1',
        'DTM+334:202603151230:203',
        'LOC+175+CNZZO:139:6',
        'UNT+12+7',
      ],
      faults: [],
    });
  });

  it('names its association where it has one', () => {
    const { text } = write({ '@association': 'EAN005', '@messageReference': 'M9', BGM: { '1225': '9' } });
    expect([text[0], text.at(-1)]).toEqual(['UNH+M9+IFTSTA:D:00B:UN:EAN005', 'UNT+3+M9']);
  });

  it('says what its definition lacks, in its own terms, and what is missing or wrong, in those of the message', () => {
    const wrong = {
      ...status,
      PAC: { '7224': '1' },
      BGM: { C002: { '1001': '23' }, C106: 'S-1', '9999': 'x' },
      CNI: { STS: { C555: {}, DTM: { C507: { '2380': { value: 'x' } } } } },
      DTM: 'soon',
    };
    expect(write(wrong).faults).toEqual([
      'element-unexpected /IFTSTA/PAC',
      'element-unexpected /IFTSTA/BGM/9999',
      'value-type /IFTSTA/BGM/C106',
      'value-type /IFTSTA/DTM',
      'value-type /IFTSTA/CNI/STS/DTM/C507/2380',
      'edi-element-missing DTM 8/C507',
    ]);
    expect(write({}).faults).toEqual(['edi-segment-missing UNT 2']);
  });

  it('fills the positions of a name one by one, and keeps an empty one', () => {
    const numbers = ['1', '', '3'].map((text) => (text === '' ? '' : { '7140': text, '7143': 'HS' }));
    const { text } = write({ GID: { PIA: { '4347': '5', C212: numbers } } }, 'edifact/d00b/IFTMIN');
    expect(text).toContain('PIA+5+1:HS++3:HS');
  });

  it('has the decimal mark of the interchange in numbers, and nowhere else', () => {
    const goods = {
      GID: { '1496': 1, MEA: { '6311': 'AAE', C174: { '6411': 'KGM', '6314': 12.5 } }, FTX: [] },
    };
    const numeric = { GID: { C213: { '7224': '5' }, EQN: { C523: { '6350': 2.5 } } } };
    expect(write(goods, 'edifact/d00b/IFTMIN', { decimalMark: ',' }).text).toContain('MEA+AAE++KGM:12.5');
    expect(write(numeric, 'edifact/d95b/IFTMIN', { decimalMark: ',' }).text.join()).toContain('GID++5');
    const amount = { MOA: { C516: { '5025': '9', '5004': 12.5 } } };
    const { text } = write({ UNS: {}, MOA: amount.MOA }, 'edifact/d00b/INVOIC', { decimalMark: ',' });
    expect(text).toContain('MOA+9:12,5');
  });

  it('takes the nearest place that fits where its definition has a tag several times', () => {
    const message = {
      ISR: { ISR01: 'C' },
      ST: { ST01: '404', ST02: '0009' },
      N1: [{ N101: 'SH', N102: 'A' }],
    };
    const { text } = write({ ...message, BX: { BX01: '00' } }, 'x12/004010/404');
    expect([text[0], text.indexOf('BX+00') < text.indexOf('N1+SH+A'), text.at(-1)]).toEqual([
      'ST+404+0009',
      true,
      `SE+${text.length}+0009`,
    ]);
    const loop = { LX: { LX01: '1', AT7: { AT701: 'X1' }, L11: { L1101: 'R' } }, L11: { L1101: 'TOP' } };
    expect(write({ ...loop, B10: { B1003: 'SCAC' } }, 'x12/004010/214').text).toEqual([
      'ST+214+0001',
      'B10+++SCAC',
      'L11+TOP',
      'LX+1',
      'AT7+X1',
      'L11+R',
      'SE+7+0001',
    ]);
  });

  it('is validated as it is written', () => {
    const document: Document = {
      format: 'edifact',
      charset: 'utf-8',
      root: fromPlainValue(status, 'IFTSTA'),
    };
    expect(library.validate(document, 'edifact/d00b/IFTSTA')).toEqual([]);
  });
});
