import { describe, expect, it } from '@jest/globals';
import { compilePath, locationOf, type Document } from '#libs/message';
import { edifactDocument, x12Document } from '../fixtures/edi-document.js';
import { structured } from '../fixtures/faults.js';

const iftmin =
  "UNB+UNOC:3+SENDER:14+RECEIVER:14+260101:1200+REF1++++++1'UNH+M1+IFTMIN:D:00B:UN:X1'BGM+340+B7'" +
  "DTM+137:20260101:102'DTM+133:20260102:102'NAD+CZ+1::9'RFF+XA:91350100M000100Y43'NAD+CN+2::9'GID+1+5:CT'" +
  "MEA+AAE+G+KGM:12.5'GID+2+1:PX'UNT+11+M1'UNZ+1+REF1'";

function texts(document: Document | undefined, path: string): (string | undefined)[] {
  return compilePath(path)
    .select(document!.root)
    .map((node) => node.text);
}

describe('a structured message', () => {
  const { document, documents, issues } = structured(edifactDocument(iftmin), 'edifact/d00b/IFTMIN');

  it('is read by the paths of mappings', () => {
    expect(issues).toEqual([]);
    expect(documents).toHaveLength(1);
    expect(document!.root.name).toBe('IFTMIN');
    expect(texts(document, 'BGM/C106/1004')).toEqual(['B7']);
    expect(texts(document, 'DTM[C507/2005=133]/C507/2380')).toEqual(['20260102']);
    expect(texts(document, 'NAD[3035=CZ]/RFF[C506/1153=XA]/C506/1154')).toEqual(['91350100M000100Y43']);
    expect(texts(document, 'GID/C213/7224')).toEqual(['5', '1']);
    expect(texts(document, 'GID[1496=1]/MEA[C502/6313=G]/C174/6314')).toEqual(['12.5']);
  });

  it('has the facts of the envelope at its root', () => {
    expect(texts(document, '@sender')).toEqual(['SENDER']);
    expect(texts(document, '@recipient')).toEqual(['RECEIVER']);
    expect(texts(document, '@reference')).toEqual(['REF1']);
    expect(texts(document, '@messageReference')).toEqual(['M1']);
    expect(texts(document, '@association')).toEqual(['X1']);
    expect(texts(document, '@testIndicator')).toEqual(['1']);
  });

  it('locates its values in the terms of the standard', () => {
    const [value] = compilePath('GID/MEA/C174/6314').select(document!.root);
    const offset = iftmin.indexOf('12.5');
    expect(locationOf(value!, 'edifact')).toEqual({ path: 'MEA 9/C174/6314', offset });
    const [rff] = compilePath('NAD/RFF').select(document!.root);
    expect(locationOf(rff!, 'edifact').path).toBe('RFF 6');
  });

  it('has repeated composites in an array, and second positions of a name beside the first', () => {
    const text = "UNH+1+IFTMIN:D:00B:UN'BGM+340+B1'NAD+CZ+1'GID+1'PIA+5+1:HS+2:HS'UNT+1+1'";
    const twice = structured(edifactDocument(text), 'edifact/d00b/IFTMIN').document;
    expect(texts(twice, 'GID/PIA/C212/7140')).toEqual(['1', '2']);
    const [, second] = compilePath('GID/PIA/C212/7140').select(twice!.root);
    expect(locationOf(second!, 'edifact').path).toBe('PIA 5/C212[2]/7140');
  });

  it('is one document for each message of its type', () => {
    const two = "UNH+1+IFTSTA:D:00B:UN'BGM+44+A'UNT+3+1'UNH+2+IFTSTA:D:00B:UN'BGM+44+B'UNT+3+2'";
    const found = structured(edifactDocument(two), 'edifact/d00b/IFTSTA').documents;
    expect(found.map((one) => texts(one, 'BGM/C106/1004')[0])).toEqual(['A', 'B']);
  });

  it('of X12 has loops named by their trigger and elements by their designators', () => {
    const text =
      'ISA*00*          *00*          *02*SCAC           *02*RAIL           *260101*1200*U*00401*000000007*0*T*>~' +
      'GS*QM*SCAC*RAIL*20260101*1200*7*X*004010~ST*214*0001~B10*1*2*SCAC~N1*SH*SHIPPER~N1*CN*CONSIGNEE~' +
      'LX*1~AT7*X1*NS***20260101*1200~SE*7*0001~GE*1*7~IEA*1*000000007~';
    const result = structured(x12Document(text), 'x12/004010/214');
    expect(result.issues).toEqual([]);
    expect(texts(result.document, 'B10/B1003')).toEqual(['SCAC']);
    expect(texts(result.document, 'N1[N101=CN]/N102')).toEqual(['CONSIGNEE']);
    expect(texts(result.document, 'LX/AT7/AT705')).toEqual(['20260101']);
    expect(texts(result.document, '@sender')).toEqual(['SCAC']);
    expect(texts(result.document, '@reference')).toEqual(['000000007']);
  });
});
