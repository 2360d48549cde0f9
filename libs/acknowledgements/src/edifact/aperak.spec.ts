import { describe, expect, it } from '@jest/globals';
import type { Issue } from '#libs/message';
import { fault, reportsOf, written } from '../fixtures/edi-answers.js';
import { aperak, type AperakOptions } from './aperak.js';

const options: AperakOptions = {
  reference: '77',
  at: '2026-11-22T17:30:00Z',
  directory: 'd95b',
  documentNumber: 'A9',
};
const text =
  "UNB+UNOC:3+MSK+1STOP+210504:1310+1853296'UNH+1+IFTMIN:D:95B:UN'BGM+340+1'UNT+3+1'UNH+2+IFTMIN:D:95B:UN'BGM+340+2'UNT+3+2'UNZ+2+1853296'";
const station = fault(
  'code-not-listed',
  { message: 2, segment: 'LOC', segmentPosition: 7 },
  { value: 'XYZ', expected: 'stations' },
);

function answer(changed: Partial<AperakOptions> = {}, added: readonly Issue[] = []): string {
  return written('edifact', aperak(reportsOf('edifact', text, added)[0]!, { ...options, ...changed }));
}

describe('APERAK', () => {
  it('tells the faults of content of every message, with their place', () => {
    expect(answer({}, [station])).toBe(
      "UNB+UNOC:3+1STOP+MSK+261122:1730+77'UNH+1+APERAK:D:95B:UN'BGM++A9+27+RE'DTM+137:202611221730:203'RFF+ACW:2'" +
        "ERC+12'FTX+AAO+++The code \"XYZ\" is not in the list \"stations\".'RFF+ACW:2:7'UNT+8+1'UNZ+1+77'",
    );
  });

  it('is not made when there is nothing of content to tell', () => {
    const ofSyntax = fault('edi-value-too-long', { segment: 'LOC', segmentPosition: 7 });
    expect(answer({}, [ofSyntax])).toBe('<nothing-to-tell>');
  });

  it('tells that messages are accepted when it is asked to, a warning with them', () => {
    const warned = answer({ namesAccepted: true }, [{ ...station, severity: 'warning' }]);
    expect(warned).toContain("'BGM++A9+29+AP'DTM+137:202611221730:203'RFF+ACW:1'UNT+5+1'UNH+2+");
    expect(warned).toContain("'BGM++A9-2+29+AP'DTM+137:202611221730:203'RFF+ACW:2'ERC+12'");
    expect(warned).toMatch(/'UNZ\+2\+77'$/);
  });

  it('breaks texts into lines of the length that the directory has', () => {
    const long = fault('rule-violated', { en: 'a '.repeat(100), zh: '甲' });
    const lines = /FTX\+AAO\+\+\+([^']*)/.exec(answer({}, [long]))![1]!.split(':');
    expect(lines.map((line) => line.length)).toEqual([69, 69, 59]);
    expect(answer({ directory: 'd00b' }, [long])).toMatch(/APERAK:D:00B:UN'.*FTX\+AAO\+\+\+[a ]{199}'/);
  });

  it('writes capitals only where the sender’s level has no others', () => {
    const report = reportsOf('edifact', text.replace('UNOC:3', 'UNOA:2'), [
      { ...station, expected: undefined, code: 'identifier-malformed' },
    ])[0]!;
    const made = aperak(report, options);
    expect(made.kind).toBe('made');
    expect(
      JSON.stringify(made.kind === 'made' && made.document.root.children[6]!.children[3]!.children[0]!.text),
    ).toMatch(/^"[^a-z]*"$/);
  });

  it('does not answer CONTRL or APERAK', () => {
    const acknowledgement = text.replaceAll('IFTMIN', 'APERAK');
    expect(written('edifact', aperak(reportsOf('edifact', acknowledgement)[0]!, options))).toBe(
      '<acknowledgement-received>',
    );
  });
});
