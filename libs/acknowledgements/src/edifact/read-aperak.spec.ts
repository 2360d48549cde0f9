import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import type { IncomingAcknowledgement } from '../edi/incoming-acknowledgement.js';
import { readAperak } from './read-aperak.js';

function read(...messages: readonly string[]): IncomingAcknowledgement[] {
  const text = messages
    .map((body, at) => `UNH+${at + 1}+APERAK:D:00B:UN'${body}UNT+${body.split("'").length + 1}+${at + 1}'`)
    .join('');
  const file = `UNB+UNOC:3+THEM+US+260315:0830+A1'${text}UNZ+${messages.length}+A1'`;
  return readAperak(codecFor('edifact').decode(Buffer.from(file)).document!);
}

describe('an APERAK that comes in', () => {
  it('tells of a message by its reference, with the codes of its errors', () => {
    const refused =
      "BGM++D1+27+RE'DTM+137:202603150830:203'RFF+ACW:7'ERC+12'FTX+AAO+++late'RFF+ACW:8:3'ERC+40'";
    expect(read(refused)).toEqual([
      {
        form: 'APERAK',
        level: 'message',
        from: 'THEM',
        to: 'US',
        messageReference: '7',
        verdict: 'rejected',
        action: '27',
        errors: [{ code: '12' }, { code: '40' }],
      },
    ]);
  });

  it('accepts by 1225 or 4343; with errors and without a known word it refuses', () => {
    const verdicts = read(
      "BGM++D1+29'RFF+ACW:7'",
      "BGM++D1++AP'RFF+ACW:7'",
      "BGM++D1+34'RFF+ACW:7'",
      "BGM++D1+99'RFF+ACW:7'ERC+12'",
      "BGM++D1'",
    ).map(({ verdict, messageReference }) => `${verdict} ${messageReference}`);
    expect(verdicts).toEqual(['accepted 7', 'accepted 7', 'partially 7', 'rejected 7', 'unknown undefined']);
  });

  it('is nothing else than an APERAK', () => {
    const contrl = "UNB+UNOC:3+A+B+260315:0830+1'UNH+1+CONTRL:3:1:UN'UCI+7+B+A+7'UNT+3+1'UNZ+1+1'";
    expect(readAperak(codecFor('edifact').decode(Buffer.from(contrl)).document!)).toEqual([]);
  });
});
