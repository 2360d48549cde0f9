import { describe, expect, it } from '@jest/globals';
import type { IncomingAcknowledgement } from '#libs/acknowledgements';
import {
  judgeAcknowledgement,
  wholeAcknowledgements,
  type AcknowledgementState,
  type ExpectedAcknowledgement,
} from './judge-acknowledgement.js';

type Reading = Pick<IncomingAcknowledgement, 'form' | 'level' | 'verdict'> & Partial<IncomingAcknowledgement>;

const reading = (of: Reading): IncomingAcknowledgement => ({
  from: 'P',
  to: 'US',
  action: '',
  errors: [],
  ...of,
});
const contrl = (verdict: IncomingAcknowledgement['verdict']): IncomingAcknowledgement =>
  reading({ form: 'CONTRL', level: 'interchange', verdict });
const ta1 = (verdict: IncomingAcknowledgement['verdict']): IncomingAcknowledgement =>
  reading({ form: 'TA1', level: 'interchange', verdict });

const dueAt = new Date('2026-03-15T10:00:00Z');
const inTime = new Date('2026-03-15T09:59:59Z');
const tooLate = new Date('2026-03-15T10:00:01Z');

interface Circumstances {
  readonly heard?: readonly { readonly form: string; readonly verdict: string }[];
  readonly at?: Date;
  readonly isAlone?: boolean;
}

function judged(
  readings: readonly IncomingAcknowledgement[],
  state: AcknowledgementState = 'waiting',
  { heard = [], at = inTime, isAlone = true }: Circumstances = {},
): string {
  const messageReference = isAlone ? '1' : undefined;
  const expected: ExpectedAcknowledgement = {
    deliveryId: 'd',
    messageId: 'm',
    messageReference,
    dueAt,
    state,
  };
  const [whole] = wholeAcknowledgements(readings);
  const judgement = judgeAcknowledgement(whole!, expected, heard, at);
  return `${judgement.result}, ${judgement.state ?? 'as before'}`;
}

describe('an acknowledgement of what we sent', () => {
  it.each([
    ['CONTRL 8', [contrl('received')], 'matched, received'],
    ['CONTRL 7', [contrl('accepted')], 'matched, accepted'],
    ['CONTRL 4', [contrl('rejected')], 'rejected, rejected'],
    ['TA1 A, which says nothing of the content', [ta1('accepted')], 'matched, received'],
    ['TA1 R', [ta1('rejected')], 'rejected, rejected'],
    ['an action that no standard has', [contrl('unknown')], 'matched, as before'],
  ])('moves what waits for it: %s', (_, readings, text) => {
    expect(judged(readings)).toBe(text);
  });

  it('means for a message what it says of that message', () => {
    const below = (
      messageReference: string,
      verdict: IncomingAcknowledgement['verdict'],
    ): IncomingAcknowledgement => reading({ form: 'CONTRL', level: 'message', messageReference, verdict });
    expect(judged([contrl('partially'), below('1', 'rejected')])).toBe('rejected, rejected');
    expect(judged([contrl('partially'), below('1', 'accepted')])).toBe('matched, accepted');
    expect(judged([contrl('partially'), below('2', 'rejected')])).toBe('matched, partially');
    expect(judged([contrl('partially'), below('1', 'rejected')], 'waiting', { isAlone: false })).toBe(
      'matched, partially',
    );
    expect(judged([contrl('rejected'), below('1', 'accepted')])).toBe('rejected, rejected');
  });

  it('is late behind its time, but a rejection is a rejection at any time', () => {
    expect(judged([contrl('accepted')], 'received', { at: tooLate })).toBe('late, accepted');
    expect(judged([contrl('rejected')], 'waiting', { at: tooLate })).toBe('rejected, rejected');
  });

  it('is a duplicate when the partner has said it before', () => {
    expect(
      judged([contrl('received')], 'received', { heard: [{ form: 'CONTRL', verdict: 'received' }] }),
    ).toBe('duplicate, as before');
    expect(
      judged([contrl('accepted')], 'accepted', { heard: [{ form: 'CONTRL', verdict: 'accepted' }] }),
    ).toBe('duplicate, as before');
    expect(
      judged([contrl('accepted')], 'rejected', { heard: [{ form: 'CONTRL', verdict: 'rejected' }] }),
    ).toBe('duplicate, as before');
    expect(judged([contrl('rejected')], 'accepted')).toBe('rejected, rejected');
    expect(judged([ta1('accepted')], 'accepted')).toBe('matched, as before');
    const aperak = reading({ form: 'APERAK', level: 'message', verdict: 'accepted' });
    const heard = [{ form: 'CONTRL', verdict: 'accepted' }];
    expect(judged([aperak], 'accepted', { heard })).toBe('matched, as before');
    expect(judged([{ ...aperak, verdict: 'rejected' }], 'accepted', { heard })).toBe('rejected, rejected');
  });

  it('is an orphan when nothing of ours waits for it', () => {
    const [whole] = wholeAcknowledgements([contrl('accepted')]);
    expect(judgeAcknowledgement(whole!, undefined, [], inTime)).toEqual({
      verdict: 'accepted',
      result: 'orphan',
    });
  });

  it('is put together from its readings, each with what is below it', () => {
    const group = reading({ form: '997', level: 'group', verdict: 'partially', groupReference: '4' });
    const set = reading({ form: '997', level: 'message', verdict: 'rejected', messageReference: '0001' });
    const wholes = wholeAcknowledgements([ta1('accepted'), group, set, group, contrl('received'), set]);
    expect(wholes.map(({ head, below }) => `${head.form} ${below.length}`)).toEqual([
      'TA1 0',
      '997 1',
      '997 0',
      'CONTRL 1',
    ]);
  });
});
