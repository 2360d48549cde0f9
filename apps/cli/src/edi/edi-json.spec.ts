import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ediFromJson, isEdiJson } from './edi-json-reader.js';
import { EdiJsonWriter } from './edi-json-writer.js';
import { ediParts, type EdiFormat } from './edi-parts.js';

const isa = (end: string): string =>
  `ISA*00*          *00*          *02*SCAC           *02*RAIL           *260101*1200*^*00501*000000007*0*T*>~${end}`;
const files: readonly (readonly [string, EdiFormat, string])[] = [
  ['plain', 'edifact', "UNB+UNOC:3+A+B+261122:0815+1'UNH+1+IFTSTA:D:00B:UN'BGM+44+x'UNT+3+1'UNZ+1+1'"],
  [
    'lines, UNA and a byte order mark',
    'edifact',
    "\xef\xbb\xbfUNA:+.? '\r\nUNB+UNOY:4+A+B+20261122:0815+1'\r\nUNZ+0+1'\r\n",
  ],
  [
    'odd separators at the end',
    'edifact',
    "UNB+UNOC:3+A+B+261122:0815+1++'UNH+1+IFTSTA:D:00B:UN::'FTX+AAI+++a?'b?+c?b'UNT+3+1'UNZ+1+1'",
  ],
  [
    'repetitions of syntax 4',
    'edifact',
    "UNB+UNOC:4+A+B+20261122:0815+1'UNH+1+X:D:00B:UN'PIA+5+1:HS*2:HS'UNT+3+1'UNZ+1+1'",
  ],
  [
    'two interchanges of other separators',
    'edifact',
    "UNB+UNOC:3+A+B+261122:0815+1'UNZ+0+1'\nUNA|^.?*~UNB^UNOC|3^A^B^261122|0815^2~UNZ^0^2~",
  ],
  ['no interchange header', 'edifact', "UNH+1+IFTSTA:D:00B:UN'\nBGM+44'\nUNT+3+1'"],
  ['separators that are the same', 'edifact', "UNA++.? 'UNB+UNOC+3+A+B+261122+0815+1'UNZ+0+1'"],
  [
    'rubbish between segments',
    'edifact',
    "UNB+UNOC:3+A+B+261122:0815+1'%%%'UNH+1+X:D:00B:UN'UNT+2+1'UNZ+1+1'trailing",
  ],
  [
    'X12',
    'x12',
    `${isa('GS*QM*A*B*20260101*1200*1*X*005010~\nST*214*0001~\nB10*1*2*S~\nSE*3*0001~\nGE*1*1~\n')}IEA*1*000000007~`,
  ],
  [
    'X12 with repetitions and empty ends',
    'x12',
    isa('GS*QM*A*B*20260101*1200*1*X*005010~ST*214*0001~B10*1^2*2>3**~SE*3*0001~GE*1*1~IEA*1*7~'),
  ],
];

async function jsonOf(text: string, format: EdiFormat): Promise<string> {
  const writer = new EdiJsonWriter();
  let json = '';
  for await (const part of ediParts(Readable.from([Buffer.from(text, 'latin1')]), format)) {
    if (part.bytes.length > 0) json += `${JSON.stringify(writer.line(part))}\n`;
  }
  return json;
}

async function bytesOf(json: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ediFromJson(Readable.from([Buffer.from(json)]))) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('EDI as JSON', () => {
  it.each(files)('gives the same bytes again: %s', async (_, format, text) => {
    const json = await jsonOf(text, format);
    expect(isEdiJson(Buffer.from(json))).toBe(true);
    expect(await bytesOf(json)).toBe(text);
  });

  it('is read in one piece too, as other tools print it', async () => {
    const [, format, text] = files[0]!;
    const lines = (await jsonOf(text, format)).trim().split('\n');
    const whole = JSON.stringify(
      lines.map((line) => JSON.parse(line) as object),
      null,
      2,
    );
    expect(await bytesOf(whole)).toBe(text);
  });

  it('has bytes only where the values would give others', async () => {
    const json = await jsonOf(files[0]![2], 'edifact');
    expect(json).not.toContain('"bytes"');
    expect(json).toContain('"definition":"edifact/d00b/IFTSTA"');
    expect(await jsonOf(files[2]![2], 'edifact')).toContain('"bytes":"UNB+UNOC:3+A+B+261122:0815+1++\'"');
  });

  it('writes values that were changed, released where a separator is data', async () => {
    const json = await jsonOf(files[0]![2], 'edifact');
    expect(await bytesOf(json.replace('"x"', '"it\'s + new"'))).toContain("BGM+44+it?'s ?+ new'");
  });

  it.each([
    '{"interchange":{"format":"x12"}',
    '[1]',
    '{"segments":[{"tag":"UNB","elements":[7]}]}',
    '{"segments":[{"tag":"A","elements":[]}]}',
  ])('of another form is refused with its line: %s', async (json) => {
    await expect(bytesOf(json)).rejects.toMatchObject({ words: { en: expect.stringContaining('line 1') } });
  });
});
