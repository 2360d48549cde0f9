import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { readContrl } from './read-contrl.js';

const reading = (body: string): ReturnType<typeof readContrl> => {
  const text = `UNB+UNOC:3+PARTNER:14+US+261122:1730+77'UNH+1+CONTRL:D:3:UN'${body}UNT+3+1'UNZ+1+77'`;
  return readContrl(codecFor('edifact').decode(Buffer.from(text)).document!);
};
const parties = { form: 'CONTRL', from: 'PARTNER', to: 'US' };

describe('a CONTRL that comes in', () => {
  it('is a receipt, an acceptance or a rejection of the interchange', () => {
    const verdicts = ['8', '7', '4', '3', ''].map((action) => reading(`UCI+55+US+PARTNER+${action}'`)[0]);
    expect(verdicts.map((one) => one?.verdict)).toEqual([
      'received',
      'accepted',
      'rejected',
      'unknown',
      'unknown',
    ]);
    expect(verdicts[0]).toEqual({
      ...parties,
      level: 'interchange',
      interchangeReference: '55',
      verdict: 'received',
      action: '8',
      errors: [],
    });
  });

  it('names the service segment that is wrong', () => {
    expect(reading("UCI+55+US+PARTNER+4+29+UNZ+1'")[0]).toMatchObject({
      verdict: 'rejected',
      errors: [{ code: '29', segment: 'UNZ', element: 1 }],
    });
  });

  it('rejects messages with their errors, which leaves the interchange accepted in part', () => {
    const body =
      "UCI+55+US+PARTNER+7'UCM+9+IFTSTA:D:95B:UN+4+12+UNH+2:4'UCS+3+35'UCD+39+2:3'UCS+8'UCD+13+1'UCM+10+IFTSTA:D:95B:UN+7'";
    const [interchange, rejected, accepted] = reading(body);
    expect(interchange).toMatchObject({ verdict: 'partially' });
    expect(rejected).toEqual({
      ...parties,
      level: 'message',
      interchangeReference: '55',
      groupReference: undefined,
      messageReference: '9',
      type: 'IFTSTA',
      verdict: 'rejected',
      action: '4',
      errors: [
        { code: '12', segment: 'UNH', element: 2, component: 4 },
        { code: '35', segmentPosition: 3 },
        { code: '39', segmentPosition: 3, element: 2, component: 3 },
        { code: '13', segmentPosition: 8, element: 1 },
      ],
    });
    expect(accepted).toMatchObject({ messageReference: '10', verdict: 'accepted' });
  });

  it('names groups, and messages in them', () => {
    const [interchange, group, message] = reading(
      "UCI+55+US+PARTNER+7'UCF+5+A+B+7'UCM+9+IFTSTA:D:95B:UN+4+17'",
    );
    expect(interchange).toMatchObject({ verdict: 'partially' });
    expect(group).toMatchObject({
      level: 'group',
      groupReference: '5',
      interchangeReference: '55',
      verdict: 'partially',
    });
    expect(message).toMatchObject({
      groupReference: '5',
      interchangeReference: '55',
      errors: [{ code: '17' }],
    });
  });

  it('may have error codes that no standard knows', () => {
    expect(reading("UCI+55+US+PARTNER+4+71'")[0]!.errors).toEqual([{ code: '71' }]);
  });

  it('is read as far as it goes, and nothing else is read as one', () => {
    expect(reading("UCS+3+13'UCD+13+1'UCM+9'")).toMatchObject([
      { messageReference: '9', verdict: 'unknown' },
    ]);
    const other = "UNB+UNOC:3+A+B+261122:1730+7'UNH+1+IFTSTA:D:95B:UN'UCI+55+A+B+7'UNT+3+1'UNZ+1+7'";
    expect(readContrl(codecFor('edifact').decode(Buffer.from(other)).document!)).toEqual([]);
  });
});
