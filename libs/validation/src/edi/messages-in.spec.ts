import { describe, expect, it } from '@jest/globals';
import { fromPlainValue } from '#libs/message';
import { edifactDocument, x12Document } from './fixtures/edi-document.js';
import { messagesIn } from './messages-in.js';

describe('the messages of an interchange', () => {
  it('say which definition they follow and where they are', () => {
    const text =
      "UNB+UNOC:3'UNH+1+IFTMIN:D:00B:UN:X1'UNT+2+1'UNH+2+CONTRL:D:3:UN'UNT+2+2'UNZ+2'UNB+UNOC:3'UNH+1+IFTSTA:D:95B:UN'";
    const found = messagesIn(edifactDocument(text));
    expect(found.map(({ ref, count }) => [ref, count.interchange, count.message])).toEqual([
      ['edifact/d00b/IFTMIN', 1, 1],
      ['edifact/service/3/CONTRL', 1, 2],
      ['edifact/d95b/IFTSTA', 2, 1],
    ]);
    expect(found[0]).toMatchObject({ type: 'IFTMIN', association: 'X1' });
    expect(found[0]!.segments.map(({ name }) => name)).toEqual(['UNH', 'UNT']);
  });

  it('of X12 take their version from GS, or from ISA', () => {
    const inGroup = 'GS*SR*A*B*20260101*1200*1*X*005010RAIL~ST*404*1~SE*2*1~';
    expect(messagesIn(x12Document(inGroup))).toMatchObject([{ ref: 'x12/005010/404', association: 'RAIL' }]);
    const inInterchange = 'ISA*00**00**02*A*02*B*260101*1200*U*00401~ST*404*1~SE*2*1~';
    expect(messagesIn(x12Document(inInterchange))).toMatchObject([{ ref: 'x12/004010/404' }]);
  });

  it('know their place in the file when they are cut out of it', () => {
    const place = { interchange: 2, group: 1, message: 4 };
    const part = { ...edifactDocument("UNH+5+IFTSTA:D:95B:UN'UNT+2+5'"), place };
    expect(messagesIn(part)[0]!.count).toEqual({ interchange: 2, group: 1, message: 5 });
  });

  it('are none in other formats', () => {
    expect(messagesIn({ format: 'json', charset: 'utf-8', root: fromPlainValue({}) })).toEqual([]);
  });
});
