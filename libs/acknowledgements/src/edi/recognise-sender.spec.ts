import { describe, expect, it } from '@jest/globals';
import { issue } from '#libs/message';
import { contrl } from '../edifact/contrl.js';
import { written } from '../fixtures/edi-answers.js';
import { ta1 } from '../x12/ta1.js';
import { recogniseSender } from './recognise-sender.js';

const unb = "UNB+UNOC:3+MSK+1STOP+210504:1310+1853296'UNH+1+IFTSTA:D:95B:UN'";
const isa =
  'ISA*00*          *00*          *ZZ*SENDER         *02*RAIL           *041216*0805*U*00401*000095071*1*T*>~';
const at = '2026-11-22T17:30:00Z';
const unread = [issue('edi-header-missing', { offset: 0 }, { value: '?', expected: 'UNB' })];

describe('the sender of what cannot be read', () => {
  it.each([
    ['behind other text', Buffer.from(`Dear partner,\r\n${unb}`)],
    ['behind other bytes', Buffer.from(`\x01\xff${unb}`, 'latin1')],
    ['in UTF-16', Buffer.from(unb, 'utf16le')],
  ])('is recognised %s, and told that it could not be read', (_, bytes) => {
    const report = recogniseSender(bytes, 'edifact', unread)!;
    expect(written('edifact', contrl(report, { reference: '7', at, kind: 'functional' }))).toBe(
      "UNB+UNOC:3+1STOP+MSK+261122:1730+7'UNH+1+CONTRL:D:3:UN'UCI+1853296+MSK+1STOP+4+13'UNT+3+1'UNZ+1+7'",
    );
  });

  it('is recognised from an ISA', () => {
    const report = recogniseSender(Buffer.from(`junk${isa}GS*`), 'x12', unread)!;
    expect(written('x12', ta1(report, { interchangeNumber: 7, at }))).toContain(
      '~TA1*000095071*041216*0805*R*022~',
    );
  });

  it('is unknown where no header is', () => {
    for (const text of ['', 'UNB', 'hello', '{"UNB": 1}', `${' '.repeat(70_000)}${unb}`]) {
      expect(recogniseSender(Buffer.from(text), 'edifact', unread)).toBeUndefined();
    }
  });
});
