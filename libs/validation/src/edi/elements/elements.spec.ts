import { describe, expect, it } from '@jest/globals';
import { describeIssue } from '#libs/message';
import { edifactDocument, x12Document } from '../fixtures/edi-document.js';
import { faultsOf, structured } from '../fixtures/faults.js';

function segment(text: string, version = '3', directory = 'd00b'): string[] {
  const release = directory.slice(1).toUpperCase();
  const body = `UNH+1+IFTMIN:D:${release}:UN'BGM+340+B1'${text}'NAD+CZ+1'GID+1'UNT+1+1'`;
  return faultsOf(edifactDocument(body, version), `edifact/${directory}/IFTMIN`);
}

function set(text: string): string[] {
  return faultsOf(x12Document(`ST*214*0001~B10*1*2*SCAC~${text}~SE*4*0001~`), 'x12/004010/214');
}

describe('the elements of EDIFACT segments', () => {
  it('are there when they are mandatory, in composites too', () => {
    expect(segment('DTM+:20260101:102')).toEqual(['edi-element-missing at DTM 3/C507/2005']);
    expect(segment('DTM')).toEqual(['edi-element-missing at DTM 3/C507']);
    expect(segment('LOC')).toEqual(['edi-element-missing at LOC 3/3227']);
    expect(segment('LOC+9')).toEqual([]);
  });

  it('are not more than there may be', () => {
    expect(segment('DTM+137:20260101:102:1')).toEqual(['edi-components-too-many at DTM 3/C507']);
    expect(segment('DTM+137:20260101:102+1')).toEqual(['edi-elements-too-many at DTM 3']);
    expect(segment('DTM+137:20260101:102+++')).toEqual([]);
    expect(segment('CTA+IC:1')).toEqual(['edi-components-too-many at CTA 3/3139']);
    expect(segment('TSR+27*28', '4')).toEqual(['edi-element-repeated at TSR 3/C536[2]']);
  });

  it('have the length and the characters of their format', () => {
    expect(segment(`RFF+BN:${'1'.repeat(36)}`, '3', 'd95b')).toEqual([
      'edi-value-too-long at RFF 3/C506/1154',
    ]);
    expect(segment('CNT+7:1A2')).toEqual(['edi-value-characters at CNT 3/C270/6066']);
    expect(segment('LOC+9+CNSHA:139:六')).toContain('code-not-listed at LOC 3/C517/3055');
  });

  it('have numbers as ISO 9735 writes them', () => {
    const faults = (value: string, version = '3'): string[] => segment(`CNT+7:${value}`, version);
    const at = 'CNT 3/C270/6066';
    expect(['12', '-12', '0.5', '1,25', '.5'].flatMap((value) => faults(value))).toEqual([]);
    expect(faults('.5', '4')).toEqual([`edi-decimal-digit-missing at ${at}`]);
    for (const wrong of ['2.', '1.2.3', '1-2', '-']) {
      expect(faults(wrong)).toEqual([`edi-decimal-notation at ${at}`]);
    }
    expect(faults('-123456789012345678.5')).toEqual([`edi-value-too-long at ${at}`]);
    expect(faults('-12345678901234567.5')).toEqual([]);
  });

  it('have codes of the directory unless another list is named', () => {
    expect(segment('LOC+999+CNSHA')).toEqual(['code-not-listed at LOC 3/3227']);
    expect(segment('TSR+XX')).toEqual(['code-not-listed at TSR 3/C536/4065']);
    expect(segment('TSR+XX:52:87')).toEqual([]);
    expect(segment('TSR+XX::6')).toEqual(['code-not-listed at TSR 3/C536/4065']);
  });

  it('have the position of the second composite of a name in their path', () => {
    const text = "UNH+1+IFTMIN:D:00B:UN'BGM+340+B1'NAD+CZ+1'GID+1'PIA+5+1:HS+2:@@@'UNT+1+1'";
    expect(faultsOf(edifactDocument(text), 'edifact/d00b/IFTMIN')).toEqual([
      'code-not-listed at PIA 5/C212[2]/7143',
    ]);
  });

  it('of service segments follow the syntax version', () => {
    const text = "UNB+UNOC:3+A:14+B:14+20260101:1200+1'UNZ+1+1'";
    expect(faultsOf(edifactDocument(text), 'edifact/d00b/IFTMIN')).toEqual([
      'edi-value-too-long at UNB 1/S004/0017',
    ]);
    expect(faultsOf(edifactDocument(text, '4'), 'edifact/d00b/IFTMIN')).toEqual([]);
  });

  it('tell place, byte, value and expectation', () => {
    const text = "UNH+1+IFTMIN:D:00B:UN'BGM+340+B1'NAD+CZ+1'\r\nLOC+9+CNSHA:139:Q'GID+1'UNT+1+1'";
    const [fault] = structured(edifactDocument(text), 'edifact/d00b/IFTMIN').issues;
    expect(fault).toEqual({
      code: 'code-not-listed',
      severity: 'error',
      location: { path: 'LOC 4/C517/3055', offset: text.indexOf('Q') },
      value: 'Q',
      expected: '3055',
      args: {
        interchange: 0,
        group: 0,
        message: 1,
        segment: 'LOC',
        segmentPosition: 4,
        element: 2,
        component: 3,
        dataElement: '3055',
      },
    });
    expect(describeIssue(fault!, 'zh')).toContain('LOC 4/C517/3055');
  });
});

describe('the elements of X12 segments', () => {
  it('have their types and lengths', () => {
    expect(set('MS3*SCAC*1')).toEqual([]);
    expect(set('MS3*S*1')).toEqual(['edi-value-too-short at MS3 3/MS301']);
    expect(set('LX*1A')).toEqual(['edi-value-characters at LX 3/LX01']);
    expect(set('LX*1~AT7*X1*NS***20260231*1200')).toEqual(['edi-date-invalid at AT7 4/AT705']);
    expect(set('LX*1~AT7*X1*NS***20260228*2561')).toEqual(['edi-time-invalid at AT7 4/AT706']);
    expect(set('LX*1~AT8*G*L*1.5.2')).toEqual(['edi-value-characters at AT8 4/AT803']);
    expect(set('LX*1~AT8*G*L*-.5')).toEqual([]);
  });

  it('have codes of their lists, by the lengths of these lists', () => {
    expect(set('N1*@@*A')).toEqual(['code-not-listed at N1 3/N101']);
    expect(set('N1*ABCDEF*A')).toEqual(['edi-value-too-long at N1 3/N101']);
  });

  it('obey the conditions between them', () => {
    expect(set('N1*SH')).toEqual(['edi-dependency-missing at N1 3/N102']);
    expect(set('N1*SH**91')).toEqual(['edi-dependency-missing at N1 3/N104']);
    expect(set('LX*1~AT7*X1*NS*AA*NS*20260101')).toEqual(['edi-dependency-excluded at AT7 4/AT703']);
    expect(set('LX*1~AT7*X1*NS~MS1*DALLAS')).toEqual(['edi-dependency-missing at MS1 5/MS102']);
  });
});
