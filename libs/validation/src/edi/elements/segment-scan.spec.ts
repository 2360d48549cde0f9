import { describe, expect, it } from '@jest/globals';
import { codecFor, isEdiSegment } from '#libs/codecs';
import type { Document, DocumentNode } from '#libs/message';
import { SchemaLibrary } from '../../schema-library.js';

const library = new SchemaLibrary({ schemasRoot: 'schemas' });

const iftmin =
  "UNB+UNOC:3+4012345000009:14+RAILHUB:ZZ+261122:0815+7'UNH+M1+IFTMIN:D:96A:UN'BGM+340+BK7001+9'" +
  "DTM+137:20261120:102'CNT+7:46000:KGM'LOC+9+CNDLC:139:6:DALIAN'RFF+BN:BK7001'TDT+20+101W+1++COSU:172:20'" +
  "LOC+11+DEHAM:139:6'NAD+CZ+4012::9++NORTHERN STEEL?+CO+18 ROAD+DALIAN++116001+CN'CTA+IC+:WANG LI'" +
  "COM+86-411:TE'GID+1+10:BX:::BOXES'MEA+AAE+G+KGM:2000,5'SGP+CSQU3054383+10'EQD+CN+CSQU3054383+22G1:102:5++2+5'" +
  "SEL+CN1000+CA'UNT+17+M1'UNZ+1+7'";

const shipment =
  'ISA*00*          *00*          *02*CNRL           *ZZ*STEEL          *261122*0815*U*00401*100000001*0*P*>~' +
  'GS*SR*STEEL*CNRL*20261122*0815*1*X*004010~ST*404*0001~ZC1*S1*CNRL*101*B*20261122*CO*CNRL*R~' +
  'BX*00*R*PP*LH1*CNRL*L*B~BNX*A*NS*R~M3*B*20261122*0830*CT~N9*BM*BOL-1~N7*CNRL*101*46100*N*******RR~' +
  'F9**DALLAS*TX~D9**CHICAGO*IL~N1*SH*NORTHERN STEEL*1*123456789~N4*DALLAS*TX*75201*US~R2*CNRL*S*CHGO~' +
  'LX*1~L5*1*IRON*3312345*T~L0*1*20*TN*46100*N~L1*1*12.5*PH*1200~SE*18*0001~GE*1*1~IEA*1*100000001~';

/** The same document without the values that a scan goes through. */
function withoutValues(document: Document): Document {
  return { ...document, root: plain(document.root) };
}

function plain(node: DocumentNode): DocumentNode {
  const { kind, name, text, position } = node;
  const own = isEdiSegment(node)
    ? { ordinal: node.ordinal, positionInMessage: node.positionInMessage, syntax: node.syntax }
    : {};
  return { kind, name, text, position, ...own, children: node.children.map(plain) };
}

function changed(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const inserted = text[Math.floor(random() * text.length)]!;
  const to = Math.min(text.length, at + Math.floor(random() * 4));
  return text.slice(0, at) + (random() < 0.5 ? inserted : '') + text.slice(random() < 0.5 ? to : at);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

describe('the scan before the check of a segment', () => {
  const samples = [
    ['edifact', 'edifact/d96a/IFTMIN', iftmin],
    ['edifact', 'edifact/guides/iftmin-rail', iftmin],
    ['x12', 'x12/guides/404-rail', shipment],
    ['x12', 'x12/004010/404', shipment],
  ] as const;

  it.each(samples)('of %s by %s hides no fault and makes none, whatever is changed', (format, ref, text) => {
    const random = seeded(7);
    const codes = new Set<string>();
    for (let round = 0; round < 600; round++) {
      let own: string = text;
      for (let changes = round % 4; changes > 0; changes--) own = changed(own, random);
      const { document } = codecFor(format).decode(Buffer.from(own, 'latin1'));
      if (document === undefined) continue;
      const found = library.validate(document, ref);
      expect(found).toEqual(library.validate(withoutValues(document), ref));
      for (const { code } of found) codes.add(code);
    }
    expect(codes.size).toBeGreaterThan(9);
  });
});
