import { describe, expect, it } from '@jest/globals';
import type { Evidence, SentEvidence } from './evidence.js';
import { followScenario, followSent, type ScenarioReport } from './follow-scenario.js';
import type { Scenario } from './scenario.js';

const seen = (facts: Partial<Evidence>): Evidence => ({
  ...{ id: '1', at: '', state: 'accepted', sha256: 'a', references: [] },
  ...{ issues: [], answers: [], canonicals: [] },
  ...facts,
});
const scenario = (...expects: Scenario['steps'][number]['expect'][]): Scenario => ({
  id: 'one',
  title: { zh: '一', en: 'one' },
  role: 'sender',
  applies: {},
  steps: expects.map((expect, index) => ({
    id: `step-${index}`,
    title: { zh: '步', en: 'step' },
    do: { zh: '做', en: 'do' },
    expect,
  })),
});
const states = (report: ScenarioReport): string[] => report.steps.map(({ state }) => state);

describe('a scenario', () => {
  it('takes its steps in order, and each as often as it is tried', () => {
    const two = scenario({ state: 'accepted' }, { state: 'refused' });
    const refused = seen({ state: 'refused' });
    expect(states(followScenario(two, []))).toEqual(['waiting', 'waiting']);
    expect(states(followScenario(two, [refused]))).toEqual(['failed', 'waiting']);
    expect(states(followScenario(two, [refused, seen({})]))).toEqual(['passed', 'waiting']);
    const all = followScenario(two, [refused, seen({}), refused]);
    expect(all).toMatchObject({ verdict: 'conformant', steps: [{ attempts: 2 }, { attempts: 1 }] });
  });

  it('is partly shown when some steps have passed, and not when none has', () => {
    const two = scenario({ state: 'accepted' }, { state: 'refused' });
    expect(followScenario(two, [seen({})]).verdict).toBe('partly');
    expect(followScenario(two, [seen({ state: 'refused' })]).verdict).toBe('not');
  });

  it('looks at issues by code and path, at values, answers, time, and what came before', () => {
    const bytes = Buffer.from('UNB+...CONTRL');
    const facts = seen({
      issues: [{ code: 'check-digit-wrong', path: '/KHDD/DD/FHDWXYDM' }],
      canonicals: [{ type: 'transport-order', value: { origin: { stationCode: 'EZY' } } }],
      answers: [{ bytes, afterMs: 2_000 }],
      references: ['A'],
      confirmedAfterMs: 1_000,
    });
    const passes = (expect: Scenario['steps'][number]['expect']): boolean =>
      followScenario(scenario({ state: 'accepted' }, expect), [facts, facts]).verdict === 'conformant';
    expect(passes({ issues: [{ code: 'check-digit-wrong', path: 'FHDWXYDM' }] })).toBe(true);
    expect(passes({ issues: [{ code: 'check-digit-wrong', path: 'SHDWXYDM' }] })).toBe(false);
    expect(passes({ without: ['check-digit-wrong'] })).toBe(false);
    const value = { type: 'transport-order', at: '/origin/stationCode' };
    expect(passes({ canonical: [{ ...value, value: 'EZY' }] })).toBe(true);
    expect(passes({ canonical: [{ ...value, value: 'TQW' }] })).toBe(false);
    expect(passes({ canonical: [{ ...value, at: '/constructor/name' }] })).toBe(false);
    expect(passes({ acknowledgement: { contains: ['UNB', 'CONTRL'], within: 'PT3S' } })).toBe(true);
    expect(passes({ acknowledgement: { within: 'PT1S' } })).toBe(false);
    expect(passes({ acknowledgement: { sameAs: 'step-0' } })).toBe(true);
    expect(passes({ sameBytesAs: 'step-0', sameReferenceAs: 'step-0' })).toBe(true);
    expect(passes({ otherBytesThan: 'step-0' })).toBe(false);
    expect(passes({ otherReferenceThan: 'step-0' })).toBe(false);
    expect(passes({ confirmedWithin: 'PT1S' })).toBe(true);
    expect(passes({ confirmedWithin: 'PT0S' })).toBe(false);
  });
});

const sent = (step: string, facts: Partial<SentEvidence>): SentEvidence => ({
  ...seen(facts),
  ...{ scenario: 'one', step },
  ...(facts.underWay === undefined ? {} : { underWay: facts.underWay }),
});

describe('a scenario of a receiver', () => {
  const underWay = { zh: '等待', en: 'it waits' };

  it('judges each step by what was sent in it last, whatever became of the others', () => {
    const two = scenario({ state: 'accepted' }, { state: 'refused' });
    const later = [sent('step-1', { id: '2', state: 'refused' })];
    expect(states(followSent(two, later))).toEqual(['waiting', 'passed']);
    const failed = sent('step-0', { id: '1', state: 'expired' });
    expect(followSent(two, [failed, ...later])).toMatchObject({
      verdict: 'partly',
      steps: [{ state: 'failed', attempts: 1, evidence: '1' }, { state: 'passed' }],
    });
    const again = sent('step-0', { id: '3', underWay });
    expect(followSent(two, [failed, again]).steps[0]).toMatchObject({
      ...{ state: 'waiting', attempts: 2, evidence: '3', note: underWay, checks: [] },
    });
    expect(followSent(two, [failed, sent('step-0', {}), ...later]).verdict).toBe('conformant');
    expect(followSent(two, [{ ...sent('step-0', {}), scenario: 'other' }]).verdict).toBe('not');
  });

  it('looks at acknowledgements where one was agreed, or where it sets a time itself', () => {
    const verdict = 'accepted';
    const passes = (
      acknowledged: Scenario['steps'][number]['expect']['acknowledged'],
      facts: Partial<SentEvidence>,
    ): boolean => followSent(scenario({ acknowledged }), [sent('step-0', facts)]).verdict === 'conformant';
    const came = { verdict, forms: ['CONTRL'], afterMs: 2_000, agreedMs: 3_000 } as const;
    expect(passes({ verdict }, {})).toBe(true);
    expect(passes({ verdict, within: 'PT1H' }, {})).toBe(false);
    expect(passes({ verdict }, { acknowledged: came })).toBe(true);
    expect(passes({ verdict: 'rejected' }, { acknowledged: came })).toBe(false);
    expect(passes({ verdict }, { acknowledged: { ...came, verdict: 'waiting', afterMs: undefined } })).toBe(
      false,
    );
    expect(passes({ verdict }, { acknowledged: { ...came, afterMs: 4_000 } })).toBe(false);
    expect(passes({ verdict, within: 'PT1S' }, { acknowledged: came })).toBe(false);
    expect(passes({ verdict, by: ['APERAK', 'CONTRL'] }, { acknowledged: came })).toBe(true);
    expect(passes({ verdict, by: ['997'] }, { acknowledged: came })).toBe(false);
  });
});
