import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadRouting } from './index.js';

const partner = (id: string, edi = ''): { file: string; text: string } => ({
  file: `agreements/${id}.yaml`,
  text: `partner: ${id}\nname: { zh: 甲, en: A }\nchannels: [amqp]\n${edi}`,
});
const partners = [
  partner(
    'port',
    'edi: { identities: [{ id: PORT }], own: { id: US }, expect: { acknowledgementWithin: PT1H, answer: receipt } }\n',
  ),
  partner('portal'),
];
const load = (destination: string): ReturnType<typeof loadRouting> =>
  loadRouting([
    ...partners,
    {
      file: 'agreements/routes.yaml',
      text: `destinations:\n  - { id: out, channel: amqp, mapping: m, ${destination} }\n`,
    },
  ]);

const edifact = 'partner: port, format: edifact, schema: edifact/d00b/IFTSTA';
const x12 = 'partner: port, format: x12, schema: x12/004010/214';

describe('a destination of EDI', () => {
  it('says how its interchanges are written', () => {
    const { table, problems } = load(
      `${edifact}, edi: { version: '4', level: UNOY, lineBreak: lf, test: true }`,
    );
    expect(problems).toEqual([]);
    expect(table.destination('out')?.edi).toEqual({
      version: '4',
      level: 'UNOY',
      lineBreak: 'lf',
      test: true,
    });
    expect(table.partner('port')?.edi?.expect).toEqual({ acknowledgementWithin: 'PT1H', answer: 'receipt' });
    expect(load(x12).problems).toEqual([]);
  });

  it('is as its page shows it', () => {
    const page = readFileSync('docs/edi-outbound.md', 'utf8');
    const [, text = ''] = /```yaml\n(.*?)```/s.exec(page)!;
    const forwarder = partner('forwarder-edi', 'edi: { identities: [{ id: F }], own: { id: US } }\n');
    const { table, problems } = loadRouting([forwarder, { file: 'agreements/routes.yaml', text }]);
    expect(problems).toEqual([]);
    expect(table.destinations).toHaveLength(1);
  });

  it.each([
    ['a partner that is nobody in an interchange', edifact.replace('port', 'portal'), 'no part "edi"'],
    [
      'the schema of something else',
      edifact.replace('edifact/d00b', 'sources'),
      'needs a schema under edifact/',
    ],
    ['EDI for JSON', 'partner: portal, format: json, schema: s, edi: { test: true }', 'not for json'],
    ['a version of the other syntax', `${edifact}, edi: { version: '00401' }`, 'edifact has no version'],
    ['a version of the other syntax', `${x12}, edi: { version: '4' }`, 'x12 has no version'],
    ['a level of X12', `${x12}, edi: { level: UNOC }`, 'are for edifact'],
    [
      'a charset of X12 in which nothing can be separated',
      `${x12}, edi: { charset: utf-16le }`,
      'is one of us-ascii',
    ],
    ['a separator with two uses', `${edifact}, edi: { separators: { segment: '+' } }`, 'two uses'],
    ['a separator that is data', `${edifact}, edi: { separators: { segment: A } }`, 'must match pattern'],
    ['a level that there is not', `${edifact}, edi: { level: UNOZ }`, 'must be one of'],
  ])('cannot have %s', (_, destination, text) => {
    const { problems } = load(destination);
    expect(problems.map(({ message }) => message.en).join('\n')).toContain(text);
    expect(problems.every(({ line }) => (line ?? 0) > 0)).toBe(true);
  });
});
