import { describe, expect, it } from '@jest/globals';
import { loadRouting, type Partner, type Recognised } from './index.js';

const iftmin = 'recognise: { format: edifact, message: IFTMIN, directory: D.96A }';
const partner = (edi: string, agreements: string): { file: string; text: string } => ({
  file: 'agreements/port.yaml',
  text: `partner: port\nname: { zh: 港口, en: Port }\nchannels: [amqp]\n${edi}agreements:\n${agreements}`,
});
const who = 'edi:\n  identities: [{ id: PORT01, qualifier: ZZ }]\n  own: { id: RAIL }\n';
const agreement = (id: string, rest: string): string =>
  `  - { id: ${id}, version: 1, ${rest}, schema: edifact/d96a/IFTMIN, mappings: [m] }\n`;
const portOf = (...file: Parameters<typeof partner>): Partner => {
  const { table, problems } = loadRouting([partner(...file)]);
  expect(problems).toEqual([]);
  return table.partner('port')!;
};

describe('the terms of EDI', () => {
  it('have a default for everything but the identities', () => {
    expect(portOf(who, agreement('iftmin', iftmin)).edi).toEqual({
      identities: [{ id: 'PORT01', qualifier: 'ZZ' }],
      own: { id: 'RAIL' },
      batch: { interchange: 'split', refuse: 'message' },
      acknowledge: {
        edifact: { contrl: 'never', aperak: 'never' },
        x12: { ta1: 'never', functional: 'never' },
      },
      test: 'validate',
      tolerance: {},
      expect: {},
    });
  });

  it('may all be given', () => {
    const all = `${who}  batch: { interchange: keep, refuse: interchange }
  acknowledge: { edifact: { contrl: receipt, aperak: refusals }, x12: { ta1: requested, functional: '999' } }
  test: refuse
  tolerance: { edi-count-mismatch: repair }
  expect: { acknowledgementWithin: PT1H }
`;
    expect(portOf(all, '  []').edi).toMatchObject({
      batch: { interchange: 'keep', refuse: 'interchange' },
      acknowledge: { edifact: { contrl: 'receipt' }, x12: { functional: '999' } },
      expect: { acknowledgementWithin: 'PT1H' },
    });
  });
});

describe('an EDI message', () => {
  const { table } = loadRouting([
    partner(
      who,
      agreement('guided', iftmin.replace('}', ', association: GUIDE1 }')) +
        agreement('plain', iftmin) +
        agreement('later', 'recognise: { format: edifact, message: IFTMIN }') +
        agreement('waybill', "recognise: { format: x12, message: '404', version: '004010' }"),
    ),
  ]);
  const found = (
    format: Recognised['format'],
    type: string,
    directory: string,
    association = '',
  ): string | undefined =>
    table.agreementFor('port', {
      format,
      property: () => undefined,
      message: { type, directory, association },
    })?.id;

  it('is recognised by its type, directory or version, and guide', () => {
    expect(found('edifact', 'IFTMIN', 'd96a', 'GUIDE1')).toBe('guided');
    expect(found('edifact', 'IFTMIN', 'd96a')).toBe('plain');
    expect(found('edifact', 'IFTMIN', 'd00b')).toBe('later');
    expect(found('edifact', 'IFTSTA', 'd96a')).toBeUndefined();
    expect(found('x12', '404', '004010', 'RAIL')).toBe('waybill');
    expect(found('x12', '404', '005010')).toBeUndefined();
  });
});

describe('a mistake in the terms of EDI', () => {
  it.each([
    [
      'an unknown answer',
      `${who}  acknowledge: { edifact: { contrl: allways } }\n`,
      '',
      'did you mean "always"',
    ],
    ['no identity', 'edi:\n  own: { id: RAIL }\n', '', '"identities" is missing'],
    ['a duration of months', `${who}  expect: { acknowledgementWithin: P1M }\n`, '', 'must match pattern'],
    [
      'a repair of what nobody can repair',
      `${who}  tolerance: { edi-segment-missing: repair }\n`,
      '',
      'must be one of error, warning',
    ],
    ['EDI without an identity', '', agreement('iftmin', iftmin), 'the part "edi" of this file is missing'],
    [
      'a message without type',
      who,
      agreement('iftmin', 'recognise: { format: edifact }'),
      '"message", the type',
    ],
    [
      'a root element of EDIFACT',
      who,
      agreement('iftmin', iftmin.replace('}', ', root: X }')),
      'not recognised by "root"',
    ],
    [
      'a directory of X12',
      who,
      agreement('a', "recognise: { format: x12, message: '404', directory: D.96A }"),
      'not recognised by "directory"',
    ],
    ['a lane of its own', who, agreement('iftmin', `${iftmin}, laneKey: BGM`), '"laneKey" is not for EDI'],
    [
      'an agreement that never applies',
      who,
      agreement('a', iftmin) + agreement('b', iftmin.replace('D.96A', 'd96a')),
      '"b" never applies',
    ],
    [
      'a repaired XML message',
      who,
      agreement('a', 'recognise: { format: xml, root: A }, tolerance: { edi-value-too-long: repair }'),
      '"repair" is for EDIFACT',
    ],
  ])('is told: %s', (_, edi, agreements, text) => {
    const { problems } = loadRouting([partner(edi, agreements === '' ? '  []' : agreements)]);
    expect(problems.map((problem) => problem.message.en).join('\n')).toContain(text);
    expect(problems.every((problem) => (problem.line ?? 0) > 0)).toBe(true);
  });
});
