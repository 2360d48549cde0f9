import { describe, expect, it } from '@jest/globals';
import { edifactDocument, x12Document } from '../fixtures/edi-document.js';
import { faultsOf } from '../fixtures/faults.js';

function iftsta(...segments: string[]): string[] {
  const body = ["UNH+1+IFTSTA:D:00B:UN'", "BGM+44+S1'", ...segments, "UNT+1+1'"].join('');
  return faultsOf(edifactDocument(body), 'edifact/d00b/IFTSTA');
}

function iftmin(...segments: string[]): string[] {
  const body = ["UNH+1+IFTMIN:D:00B:UN'", "BGM+340+B1'", ...segments, "UNT+1+1'"].join('');
  return faultsOf(edifactDocument(body), 'edifact/d00b/IFTMIN');
}

describe('the structure of EDIFACT messages', () => {
  it('finds the group of each segment by its trigger', () => {
    const segments = [
      "DTM+137:20260101:102'",
      "LOC+9+CNSHA'",
      "DTM+133:20260102:102'",
      "LOC+11+DEHAM'",
      "RFF+BN:1'",
      "TDT+20++2'",
      "LOC+9+CNSHA'",
      "NAD+CZ+1'",
      "CTA+IC'",
      "COM+1:TE'",
      "RFF+XA:2'",
      "GID+1+2:CT'",
      "MEA+AAE+G+KGM:5'",
      "GID+2+1:CT'",
      "EQD+CN+CSQU3054383'",
    ];
    expect(iftmin(...segments)).toEqual([]);
  });

  it('goes back to a group that repeats from deep inside it', () => {
    expect(iftsta("CNI+1+A'", "STS++24'", "TDT+20'", "LOC+9+X'", "STS++27'", "CNI+2+B'", "STS++24'")).toEqual(
      [],
    );
  });

  it('reports what is mandatory and missing, where the next segment stands', () => {
    expect(iftmin("GID+1'")).toEqual(['edi-group-missing at GID 3']);
    expect(iftsta("CNI+1+A'", "CNI+2+B'", "STS++24'")).toEqual(['edi-group-missing at CNI 4']);
  });

  it('reports repetitions beyond the maximum, each of them', () => {
    const many = Array.from({ length: 11 }, () => "DTM+137:20260101:102'");
    expect(iftsta(...many)).toEqual(['edi-segment-repeated at DTM 12', 'edi-segment-repeated at DTM 13']);
    const groups = Array.from({ length: 10 }, () => "NAD+CA+1'");
    expect(iftsta(...groups)).toEqual(['edi-group-repeated at NAD 12']);
  });

  it('takes a segment that does not belong here out of the reckoning', () => {
    expect(iftsta("CNI+1+A'", "GDS+1'", "STS++24'")).toEqual(['edi-segment-not-in-message at GDS 4']);
    expect(iftsta("CNI+1+A'", "STS++24'", "CTA+IC'", "RFF+AAO:1'")).toEqual([
      'edi-segment-out-of-order at CTA 5',
    ]);
  });

  it('tells two segments that changed places from one that was left out', () => {
    const swapped = "UNH+1+IFTSTA:D:00B:UN'DTM+137:20260101:102'BGM+44+S1'UNT+1+1'";
    expect(faultsOf(edifactDocument(swapped), 'edifact/d00b/IFTSTA')).toEqual([
      'edi-segment-out-of-order at DTM 2',
    ]);
    const left = "UNH+1+IFTSTA:D:00B:UN'DTM+137:20260101:102'UNT+1+1'";
    expect(faultsOf(edifactDocument(left), 'edifact/d00b/IFTSTA')).toEqual(['edi-segment-missing at DTM 2']);
  });

  it('enters a group whose first segment was left out when only that can be meant', () => {
    expect(iftsta("STS++24'", "RFF+AAO:1'")).toEqual(['edi-segment-missing at STS 3']);
  });

  it('keeps the sections around UNS apart', () => {
    const lines = ["UNH+1+ORDERS:D:96A:UN'", "BGM+220+1'", "DTM+137:20260101:102'", "LIN+1'"];
    const whole = [...lines, "UNS+S'", "CNT+2:1'", "UNT+1+1'"].join('');
    expect(faultsOf(edifactDocument(whole), 'edifact/d96a/ORDERS')).toEqual([]);
    const without = [...lines, "CNT+2:1'", "UNT+1+1'"].join('');
    expect(faultsOf(edifactDocument(without), 'edifact/d96a/ORDERS')).toEqual([
      'edi-segment-missing at CNT 5',
    ]);
  });

  it('names another message, and leaves it alone; another directory is a warning', () => {
    const orders = "UNH+1+ORDERS:D:96A:UN'XYZ+1'UNT+1+1'";
    expect(faultsOf(edifactDocument(orders), 'edifact/d00b/IFTSTA')).toEqual([
      'edi-message-unexpected at UNH 1',
    ]);
    const older = "UNH+1+IFTSTA:D:99B:UN'BGM+44+S1'UNT+1+1'";
    expect(faultsOf(edifactDocument(older), 'edifact/d00b/IFTSTA')).toEqual([
      'edi-message-unexpected at UNH 1',
    ]);
  });

  it('tells what a message lacks that ends too early', () => {
    const text = "UNH+1+IFTMIN:D:00B:UN'BGM+340+B1'DTM+137:20260101:102'";
    expect(faultsOf(edifactDocument(text), 'edifact/d00b/IFTMIN')).toEqual(['edi-group-missing at DTM 3']);
  });

  it('stops at the limit of issues', () => {
    const much = Array.from({ length: 5000 }, () => "XYZ+1'");
    const faults = iftsta(...much);
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toMatch(/^more-issues/);
  });
});

describe('the structure of X12 transaction sets', () => {
  it('follows loops within loops', () => {
    const text =
      'ST*214*0001~B10*1*2*SCAC~L11*1*BM~N1*SH*A~N3*B~N1*CN*C~LX*1~AT7*X1*NS***20260101*1200~MS1*DALLAS*TX~' +
      'AT7*D1*NS***20260102*1200~SE*11*0001~';
    expect(faultsOf(x12Document(text), 'x12/004010/214')).toEqual([]);
  });

  it('reports missing and unexpected segments with their positions from ST', () => {
    const text = 'ST*997*0001~AK9*A*1*1*1~AK2*214*0001~SE*4*0001~';
    expect(faultsOf(x12Document(text), 'x12/004010/997')).toEqual([
      'edi-segment-missing at AK9 2',
      'edi-segment-out-of-order at AK2 3',
    ]);
  });
});
