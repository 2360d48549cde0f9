import { describe, expect, it } from '@jest/globals';
import { journeyLines, type JourneyView } from './message-view.js';

const contrl = {
  form: 'CONTRL',
  interchangeReference: '7',
  groupReference: null,
  verdict: 'rejected',
  result: 'rejected',
};
const journey: JourneyView = {
  id: '019d1f3e-7c00-7000-8000-000000000001',
  sender: 'sys-4',
  state: 'accepted',
  reason: null,
  receivedAt: '2026-03-16T00:30:00.000Z',
  agreement: 'status',
  reference: 'ZT-1',
  channel: 'rest',
  sizeBytes: 10,
  sha256: 'ab',
  issues: [],
  keys: [],
  canonical: [],
  deliveries: [
    {
      kind: 'message',
      destination: 'harbour',
      state: 'delivered',
      attempts: [{ outcome: 'confirmed' }],
      acknowledgement: {
        interchangeReference: '7',
        state: 'rejected',
        overdue: true,
        errors: [
          { code: '13' },
          { code: '8', segment: 'B10' },
          { code: 'p-1', path: '/A', text: { zh: '车站未登记', en: 'no such station' } },
        ],
        received: [contrl],
      },
    },
    { kind: 'message', destination: 'portal', state: 'pending', attempts: [] },
  ],
  acknowledges: [
    { ...contrl, interchangeReference: null, groupReference: '4', form: '997', result: 'orphan' },
  ],
};

describe('the journey of a message, for people', () => {
  it('tells delivery and acknowledgement apart, and what partners find wrong', () => {
    expect(journeyLines(journey, 'en').slice(3)).toEqual([
      '  < 997 4: orphan (rejected)',
      '  > message harbour: delivered (1)',
      '    acknowledgement 7: rejected, overdue (13, B10 8, p-1)',
      '    ! p-1 /A: no such station',
      '    < CONTRL 7: rejected (rejected)',
      '  > message portal: pending (0)',
    ]);
    expect(journeyLines(journey, 'zh').slice(5, 7)).toEqual([
      '    回执 7: rejected, 逾期 (13, B10 8, p-1)',
      '    ! p-1 /A: 车站未登记',
    ]);
  });
});
