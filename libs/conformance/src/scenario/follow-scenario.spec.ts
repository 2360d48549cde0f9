import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '#libs/configuration';
import { iftmin, interchange } from '../../../../test/support/edifact-samples.js';
import { Rehearsal } from '../sandbox/rehearsal.js';
import { evidenceOf } from './evidence-of-sample.js';
import type { Evidence } from './evidence.js';
import { followScenario, type ScenarioReport } from './follow-scenario.js';
import { scenariosFor } from './load-scenarios.js';
import type { Scenario } from './scenario.js';

const engines = loadConfiguration('.', { withSchemasUnread: true });

/** What the scenarios of an agreement say of these messages, sent one after the other. */
async function followed(partner: string, id: string, messages: readonly string[]): Promise<ScenarioReport[]> {
  const agreement = engines.routing.agreement(partner, id)!;
  const rehearsal = new Rehearsal(engines, { partner, withDrafts: true, inTest: true, agreement });
  const evidence: Evidence[] = [];
  for (const [index, text] of messages.entries())
    evidence.push(evidenceOf(String(index), await rehearsal.examine({ bytes: Buffer.from(text) }), ''));
  return scenariosFor(engines.scenarios, agreement).map((scenario) => followScenario(scenario, evidence));
}
const reasons = ([report]: ScenarioReport[]): unknown =>
  report!.steps.flatMap(({ id, state, checks }) => (state === 'passed' ? [] : [{ id, state, checks }]));

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
  it('of EDIFACT instructions is passed with an instruction, its repetition, a wrong one and a corrected one', async () => {
    const right = interchange({ reference: 'R1' }, [iftmin('1', 'O1')]);
    const wrong = interchange({ reference: 'R2' }, [
      iftmin('1', 'O2', { "BGM+610+O2+9'\r\n": '', '+13+': '+12+' }),
    ]);
    const corrected = interchange({ reference: 'R3' }, [iftmin('1', 'O2')]);
    const reports = await followed('forwarder-edi', 'iftmin-d00b', [right, right, wrong, corrected]);
    expect(reports).toHaveLength(1);
    expect(reasons(reports)).toEqual([]);
    expect(reports[0]).toMatchObject({ id: 'edifact-iftmin-sender', verdict: 'conformant' });
  });

  it('of bills of lading by X12 is passed likewise', async () => {
    const right = readFileSync('mappings/shipper-x12/fixtures/404-two-goods.x12', 'utf8');
    const segments = Number(/SE\*(\d+)\*/.exec(right)![1]);
    const wrong = right
      .replaceAll('000000207', '000000208')
      .replace(/BX\*[^~]*~\s*/, '')
      .replace(`SE*${segments}*`, `SE*${segments - 1}*`);
    const corrected = right.replaceAll('000000207', '000000209');
    const reports = await followed('shipper-x12', 'set-404-4010', [right, right, wrong, corrected]);
    expect(reasons(reports)).toEqual([]);
    expect(reports[0]).toMatchObject({ id: 'x12-404-sender', verdict: 'conformant' });
  });

  it('of statuses as JSON is passed likewise', async () => {
    const right = readFileSync('schemas/sources/sys-4/samples/status.json', 'utf8');
    const wrong = right.replace('000001"', '000002"').replace('"38450"', '"99999"');
    const next = right.replace('000001"', '000003"');
    const reports = await followed('sys-4', 'status', [right, right, wrong, next]);
    expect(reasons(reports)).toEqual([]);
    expect(reports[0]).toMatchObject({ id: 'json-status-sender', verdict: 'conformant' });
  });

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
