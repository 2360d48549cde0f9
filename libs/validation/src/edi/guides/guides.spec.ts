import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaLibrary } from '../../schema-library.js';
import { edifactDocument, x12Document } from '../fixtures/edi-document.js';
import { faultsOf, structured } from '../fixtures/faults.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function temporaryFolder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'guides-')));
  return folders.at(-1)!;
}

const gate = {
  BGM: "BGM+34+G1+9'",
  TDT: "TDT+20+V1+2'",
  NAD: "NAD+CF+COS:160:20'",
  EQD: "EQD+CN+CSQU3054383+22G1:102:5++3+5'",
  DTM: "DTM+7:202601010930:203'",
  LOC: "LOC+165+TQW:139:6'",
  MEA: "MEA+AAE+G+KGM:20000'",
  CNT: "CNT+16:1'",
};

function codeco(changes: Partial<Record<keyof typeof gate, string>>): string[] {
  const body = Object.values({ ...gate, ...changes }).join('');
  const text = `UNH+1+CODECO:D:95B:UN:ITG12'${body}UNT+1+1'`;
  return faultsOf(edifactDocument(text), 'edifact/guides/codeco-smdg');
}

function iftmin(...body: string[]): string[] {
  const text = `UNH+1+IFTMIN:D:97A:UN:OSJD'${body.join('')}UNT+1+1'`;
  return faultsOf(edifactDocument(text), 'edifact/guides/iftmin-rail');
}

describe('the guide codeco-smdg', () => {
  it('accepts a gate-in', () => {
    expect(codeco({})).toEqual([]);
  });

  it('narrows codes, formats and usage, and names itself', () => {
    expect(codeco({ BGM: "BGM+35+G1+9'" })).toEqual(['edi-value-not-agreed at BGM 2/C002/1001']);
    expect(codeco({ EQD: "EQD+CN+CSQU30543830+22G1:102:5++3+5'" })).toEqual([
      'edi-value-too-long at EQD 5/C237/8260',
      'identifier-malformed at EQD 5/C237/8260',
    ]);
    expect(codeco({ EQD: "EQD+CN++22G1:102:5++3+5'" })).toEqual(['edi-element-missing at EQD 5/C237']);
    expect(codeco({ TDT: '' })).toEqual(['edi-group-missing at NAD 3']);
    const { issues } = structured(
      edifactDocument("UNH+1+CODECO:D:95B:UN'BGM+35+G1+9'NAD+CF+COS:160:20'UNT+1+1'"),
      'edifact/guides/codeco-smdg',
    );
    expect(issues[0]!.args).toMatchObject({ guide: 'codeco-smdg' });
  });

  it('does not use what it leaves out, and its groups stay in one piece', () => {
    expect(codeco({ NAD: `${gate.NAD}GID+1'HAN+1'` })).toEqual(['edi-segment-not-used at GID 5']);
    expect(codeco({ NAD: "NAD+CF+COS:160:20++NAME'" })).toEqual(['edi-element-not-used at NAD 4/C080']);
  });

  it('has conditions of its own', () => {
    expect(codeco({ MEA: '' })).toEqual(['rule-violated at EQD 5']);
    expect(codeco({ CNT: "CNT+16:2'" })).toEqual(['rule-violated at CNT 9/C270/6066']);
    expect(codeco({ EQD: "EQD+CN+CSQU3054384+22G1:102:5++3+5'" })).toEqual([
      'check-digit-wrong at EQD 5/C237/8260',
    ]);
  });
});

describe('the guide iftmin-rail', () => {
  const note = [
    "BGM+722+33-1234567+9'",
    "DTM+143:20260101:102'",
    "LOC+5+33030062:37:288'",
    "LOC+8+80123456:37:288'",
    "TDT+21++2'",
    "NAD+CZ+1'",
    "NAD+CN+2'",
    "GID+1+5:CT'",
  ];

  it('accepts a consignment note of the directory that it stands for', () => {
    expect(iftmin(...note)).toEqual([]);
  });

  it('asks for dates, stations and parties', () => {
    expect(iftmin(note[0]!, "DTM+2:20260101:102'", note[2]!, ...note.slice(4))).toEqual([
      'rule-violated at /IFTMIN',
      'rule-violated at /IFTMIN',
    ]);
    const wrong = note.with(2, "LOC+5+3303006:37:288'");
    expect(iftmin(...wrong)).toEqual(['rule-violated at LOC 4/C517/3225']);
  });
});

describe('the guide 404-rail', () => {
  const set = [
    'ST*404*0001',
    'BX*00*R*PP*WB1*RAIL**B',
    'BNX*R',
    'M3*R*20260101*1200',
    'N9*BM*B1',
    'N7*TILX*123456*100000*N',
    'F9*1*CHICAGO*IL',
    'D9*2*DALLAS*TX',
    'N1*SH*SHIPPER',
    'N1*CN*CONSIGNEE',
    'R2*RAIL*S',
    'LX*1',
    'L5*1*COAL*1121290*T',
    'SE*14*0001',
  ];

  it('accepts a shipper’s rail bill of lading, and asks for its parts', () => {
    expect(faultsOf(x12Document(`${set.join('~')}~`), 'x12/guides/404-rail')).toEqual([]);
    const wrong = set
      .with(2, 'ZC1*1')
      .with(9, 'N1*??*NOBODY')
      .with(12, 'L5*1*COAL')
      .filter((segment) => !segment.startsWith('ZC1'));
    expect(faultsOf(x12Document(`${wrong.join('~')}~`), 'x12/guides/404-rail')).toEqual([
      'rule-violated at /404',
      'edi-segment-missing at M3 3',
      'code-not-listed at N1 9/N101',
      'edi-element-missing at L5 12/L503',
      'edi-element-missing at L5 12/L504',
    ]);
  });
});

describe('a guide', () => {
  it('may only narrow, and tells the place of what it may not', () => {
    const schemasRoot = temporaryFolder();
    const folder = join(schemasRoot, 'edifact/one');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'segments.edi'), 'UNH 0062\nUNT 0062\nLOC 3227! C517');
    writeFileSync(join(folder, 'composites.edi'), 'C517 3225');
    writeFileSync(join(folder, 'elements.edi'), '0062 an..14\n3227 an..3\n3225 an..25');
    writeFileSync(join(folder, 'codes.edi'), '3227 = 1 2');
    writeFileSync(join(folder, 'TEST.edi-message'), 'UNH M\nLOC M 5\nUNT M');
    const lines = [
      'name: wrong',
      "version: '1'",
      'zh: 错',
      'en: wrong',
      'message: edifact/one/TEST',
      'segments:',
      '  - at: LOC',
      '    usage: N',
      '    max: 6',
      '    elements:',
      "      '3227': { usage: N, codes: ['3'] }",
      '      C517/3225: { format: an..26 }',
      "      C517: { codes: ['1'] }",
      "      '9999': { usage: M }",
      '  - at: SG1/LOC',
    ];
    writeFileSync(join(folder, 'wrong.guide.yaml'), lines.join('\n'));
    const problems = new SchemaLibrary({ schemasRoot }).problems();
    expect(problems.map(({ line }) => line).sort((one, other) => one! - other!)).toEqual([
      8, 9, 11, 11, 12, 13, 14, 15,
    ]);
  });

  it('of a message that does not exist is a problem', () => {
    const schemasRoot = temporaryFolder();
    const text = "name: a\nversion: '1'\nzh: a\nen: a\nmessage: edifact/none/NONE\n";
    writeFileSync(join(schemasRoot, 'a.guide.yaml'), text);
    expect(new SchemaLibrary({ schemasRoot }).problems()).toEqual([
      expect.objectContaining({
        line: 5,
        message: expect.objectContaining({ en: expect.stringContaining('NONE') }),
      }),
    ]);
  });
});
