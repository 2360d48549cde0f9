import { describe, expect, it } from '@jest/globals';
import { SchemaLibrary } from '../schema-library.js';
import { nearestDirectory } from './definitions/nearest-directory.js';
import { edifactDocument, x12Document } from './fixtures/edi-document.js';

const library = new SchemaLibrary({ schemasRoot: 'schemas' });
const iftmin = "UNB+UNOC:3'UNH+1+IFTMIN:D:00B:UN'BGM+340+B1'NAD+CZ+1'CTA+IC'GID+1'XXX+1'UNT+7+1'UNZ+1+1'";

/** `SG11.SG12+1 CTA`: groups, how many of them begin here, tag. */
function lines(document: ReturnType<typeof edifactDocument>, ref?: string): string[] {
  return library
    .outline(document, ref)
    .map(({ segment, groups, begun }) => `${groups.join('.')}+${begun} ${segment.name}`);
}

describe('the outline of an interchange', () => {
  it('has every segment in the groups of its definition, be it out of place', () => {
    expect(lines(edifactDocument(iftmin), 'edifact/d00b/IFTMIN')).toEqual([
      '+0 UNB',
      '+0 UNH',
      '+0 BGM',
      'SG11+1 NAD',
      'SG11.SG12+1 CTA',
      'SG18+1 GID',
      'SG18+0 XXX',
      '+0 UNT',
      '+0 UNZ',
    ]);
  });

  it('is flat without a definition, and still knows the elements', () => {
    const flat = library.outline(edifactDocument(iftmin.replaceAll('IFTMIN:D:00B', 'IFTZZZ:D:01B')));
    expect(flat.every(({ groups }) => groups.length === 0)).toBe(true);
    expect(flat[2]!.parts.map(({ code }) => code)).toEqual(['C002', 'C106', '1225', '4343']);
    expect(flat[0]!.parts[0]!.components!.map(({ code }) => code)).toEqual(['0001', '0002']);
    expect(flat[6]!.parts).toEqual([]);
  });

  it('names the loops of X12 by their trigger', () => {
    const text = 'GS*QM*A*B*20260101*1200*1*X*004010~ST*214*1~B10*1*2*S~LX*1~AT7*X1*NS~SE*5*1~GE*1*1~';
    const found = library.outline(x12Document(text), 'x12/004010/214');
    expect(found.map(({ groups }) => groups.join('.'))).toEqual(['', '', '', 'LX', 'LX.AT7', '', '']);
    expect(found[2]!.parts[2]!.name).toBe('B1003');
  });

  it('of a message of another type is flat', () => {
    expect(lines(edifactDocument(iftmin), 'edifact/d00b/IFTSTA')[3]).toBe('+0 NAD');
  });
});

describe('segments around messages', () => {
  it('are checked without a message definition', () => {
    const text = "UNB+UNOC:3+A++260101:1200+1'UNH+1+QUOTES:D:00B:UN'UNT+2+1'UNZ+x+1'";
    const faults = library.validateEnvelope(edifactDocument(text));
    expect(faults.map(({ code, location }) => `${code} at ${location.path}`)).toEqual([
      'edi-element-missing at UNB 1/S003',
      'edi-value-characters at UNZ 4/0036',
    ]);
    expect(library.validateEnvelope({ ...edifactDocument(text), format: 'xml' })).toEqual([]);
  });
});

describe('the nearest directory', () => {
  const known = ['edifact/d95b', 'edifact/d00b', 'edifact/service/3', 'x12/004010', 'x12/005010'];

  it('is the last one before, the first one behind, or the newest when nobody can tell', () => {
    const found = (folder: string): string | undefined => nearestDirectory(folder, known);
    expect(['edifact/d01b', 'edifact/d99a', 'edifact/d93a', 'edifact/xxx'].map(found)).toEqual([
      'edifact/d00b',
      'edifact/d95b',
      'edifact/d95b',
      'edifact/d00b',
    ]);
    expect(['x12/004030', 'x12/003070'].map(found)).toEqual(['x12/004010', 'x12/004010']);
    expect(nearestDirectory('edifact/d01b', [])).toBeUndefined();
  });

  it('holds a definition of the same message', () => {
    expect(library.nearestMessage('edifact/d01b/IFTMIN')).toBe('edifact/d00b/IFTMIN');
    expect(library.nearestMessage('edifact/d01b/BAPLIE')).toBeUndefined();
  });
});
