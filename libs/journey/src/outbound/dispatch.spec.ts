import { describe, expect, it } from '@jest/globals';
import { fromPlainValue } from '#libs/message';
import { durationMs, loadRouting } from '#libs/routing';
import { SchemaLibrary } from '#libs/validation';
import type { SettledOutcome } from '../outcome.js';
import { controlCounters, controlNumberAt, lastControlNumber } from './control-counters.js';
import { dispatch, type SentInterchange } from './dispatch.js';
import { interchangeTerms } from './interchange-terms.js';
import { prepareInterchange } from './prepare-interchange.js';

const who = 'edi: { identities: [{ id: THEM }], own: { id: US }, expect: { acknowledgementWithin: P1DT2H } }';
const partner = (id: string, edi: string): { file: string; text: string } => ({
  file: `agreements/${id}.yaml`,
  text: `partner: ${id}\nname: { zh: 甲, en: A }\nchannels: [amqp]\n${edi}\n`,
});
const destination = (id: string, to: string, format: string, schema: string): string =>
  `  - { id: ${id}, partner: ${to}, channel: amqp, mapping: m, schema: ${schema}, format: ${format} }\n`;
const { table, problems } = loadRouting([
  partner('port', who),
  partner('carrier', who.replace(/, expect.*\}/, ' }')),
  {
    file: 'agreements/routes.yaml',
    text: `destinations:\n${destination('iftsta', 'port', 'edifact', 'edifact/d00b/IFTSTA')}${destination('x214', 'carrier', 'x12', 'x12/004010/214')}`,
  },
]);
const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
const contents: Record<string, unknown> = {
  iftsta: { BGM: { '1225': '9' }, CNI: { '1490': '1', STS: { C555: { '4405': '1' } } } },
  x214: { B10: { B1001: '1', B1003: 'RAIL' } },
};

function outcomeTo(id: string): SettledOutcome {
  const to = table.destination(id)!;
  const terms = interchangeTerms(to, table.partner(to.partner))!;
  const document = { format: terms.format, charset: 'utf-8', root: fromPlainValue(contents[id]) };
  const { prepared, issues } = prepareInterchange([document], terms, schemas);
  expect(issues).toEqual([]);
  const outgoing = { destination: to, canonicalOrdinal: 0, mapping: 'm', mappingVersion: '1', issues: [] };
  return {
    message: { envelope: { id } },
    outgoing: [{ ...outgoing, interchange: prepared }],
  } as unknown as SettledOutcome;
}

describe('interchanges that are dispatched', () => {
  it('have the next numbers of their partner, counter by counter in one order', async () => {
    expect(problems).toEqual([]);
    const taken: string[] = [];
    const sent: SentInterchange[] = [];
    const unit = {
      takeControlNumbers: (counter: string, count: number) => {
        taken.push(`${counter} ${count}`);
        return Promise.resolve(counter.startsWith('x12/group') ? 40 : lastControlNumber);
      },
      send: (interchanges: readonly SentInterchange[]) => Promise.resolve(void sent.push(...interchanges)),
    };
    await dispatch(unit, ['x214', 'iftsta', 'x214', 'iftsta'].map(outcomeTo), table);
    expect(taken).toEqual(['edifact/interchange/port 2', 'x12/group/carrier 2', 'x12/interchange/carrier 2']);
    expect(sent.map(({ references }) => references)).toEqual([
      { interchange: '999999999', group: '40', message: '0001', messageType: '214' },
      { interchange: '999999999', message: '999999999', messageType: 'IFTSTA' },
      { interchange: '000000001', group: '41', message: '0001', messageType: '214' },
      { interchange: '1', message: '1', messageType: 'IFTSTA' },
    ]);
    expect(Buffer.from(sent[3]!.bytes).toString()).toMatch(/UNZ\+1\+1'$/);
    expect(sent.map(({ expects }) => expects?.withinMs)).toEqual([
      undefined,
      93_600_000,
      undefined,
      93_600_000,
    ]);
  });

  it('take nothing when there is nothing to number', async () => {
    const fail = (): never => {
      throw new Error('not to be called');
    };
    await dispatch(
      { takeControlNumbers: fail, send: fail },
      [{ outgoing: [] } as unknown as SettledOutcome],
      table,
    );
  });
});

describe('control numbers', () => {
  it('begin again behind the last one; a partner has counters of its own', () => {
    expect(controlNumberAt(lastControlNumber - 1, 2)).toBe(1);
    expect(controlCounters('port')).toEqual({
      unb: 'edifact/interchange/port',
      isa: 'x12/interchange/port',
      gs: 'x12/group/port',
    });
  });
});

describe('the time to answer', () => {
  it('is a duration of days, hours, minutes and seconds', () => {
    expect(['PT30M', 'PT1H', 'P2D', 'P1DT1H1M1S'].map(durationMs)).toEqual([
      1_800_000, 3_600_000, 172_800_000, 90_061_000,
    ]);
    expect(() => durationMs('P1M')).toThrow('not a duration');
  });
});
