import { describe, expect, it } from '@jest/globals';
import { courseOf, type CourseEvent } from './index.js';

function event(code: string, at: string, more: Partial<CourseEvent> = {}): CourseEvent {
  return {
    list: 'transport-statuses',
    code,
    classifier: 'actual',
    at,
    functionCode: '9',
    issuedAt: at,
    system: 'sys-2',
    messageId: `m-${code}-${at}`,
    ...more,
  };
}

const departed = event('departed', '2026-03-17T08:00:00+08:00');
const arrived = event('arrived', '2026-03-18T20:00:00+08:00', { issuedAt: '2026-03-18T20:01:00+08:00' });
const loaded = event('loaded', '2026-03-16T22:00:00Z', { issuedAt: '2026-03-19T00:00:00Z' });

describe('the course of a consignment', () => {
  it('is in the order of what happened, however late it was told', () => {
    const course = courseOf([arrived, loaded, departed]);
    expect(course.history.map(({ code }) => code)).toEqual(['loaded', 'departed', 'arrived']);
    expect(course.current).toEqual(arrived);
  });

  it('is the same for every order of arrival, and has what is told twice once', () => {
    const events = [departed, arrived, loaded, departed, event('departed', '2026-03-17T00:00:00Z')];
    const course = courseOf(events);
    expect(course.history).toHaveLength(3);
    for (let turn = 0; turn < events.length; turn++)
      expect(courseOf([...events.slice(turn), ...events.slice(0, turn)].reverse())).toEqual(course);
  });

  it('keeps planned, estimated and actual times of a step apart; the last estimate counts', () => {
    const { milestones, outlook } = courseOf([
      event('arrived', '2026-03-18', {
        classifier: 'planned',
        system: 'sys-1',
        issuedAt: '2026-03-15T00:00:00Z',
      }),
      event('arrived', '2026-03-18T18:00:00Z', { classifier: 'estimated', issuedAt: '2026-03-17T09:00:00Z' }),
      event('arrived', '2026-03-18T16:00:00Z', { classifier: 'estimated', issuedAt: '2026-03-17T08:00:00Z' }),
      arrived,
    ]);
    expect(milestones).toEqual([
      {
        list: 'transport-statuses',
        code: 'arrived',
        plannedAt: '2026-03-18',
        estimatedAt: '2026-03-18T18:00:00Z',
        actualAt: arrived.at,
      },
    ]);
    expect(outlook).toHaveLength(2);
  });

  it('hears a correction in place of what its system told before, and nothing of what is taken back', () => {
    const corrected = {
      ...departed,
      at: '2026-03-17T09:30:00+08:00',
      functionCode: '5',
      issuedAt: '2026-03-17T10:00:00+08:00',
    };
    expect(courseOf([corrected, departed]).history).toEqual([corrected]);
    const withdrawn = { ...departed, functionCode: '1', issuedAt: '2026-03-17T10:00:00+08:00' };
    expect(courseOf([withdrawn, departed]).history).toEqual([]);
  });

  it('has the steps of each container for itself', () => {
    const one = event('loaded', '2026-03-16T22:00:00Z', { containerNumber: 'TBJU1234565' });
    const two = event('loaded', '2026-03-16T22:00:00Z', { containerNumber: 'TBJU1234570' });
    expect(courseOf([one, two]).milestones).toHaveLength(2);
  });

  it('has no state before anything happened', () => {
    expect(courseOf([])).toEqual({ current: undefined, history: [], outlook: [], milestones: [] });
  });
});
