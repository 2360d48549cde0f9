import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  configurationDifference,
  configurationFiles,
  describeDifference,
  routingOf,
  stateChanges,
  type ConfigurationFiles,
} from '../index.js';

const order =
  '{ id: order, version: 1, recognise: { format: xml }, schema: sources/a/order, mappings: [a/x-to-y]';
const partner = (agreements: string, more = ''): string =>
  `partner: a\nname: { zh: 甲, en: A }\nchannels: [rest]\n${more}agreements:\n${agreements}`;

function filesOf(texts: Readonly<Record<string, string>>): ConfigurationFiles {
  const files = Object.entries(texts).map(([place, text]) => {
    const bytes = Buffer.from(text);
    return [place, { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }] as const;
  });
  return configurationFiles(new Map(files));
}

const before = filesOf({
  'agreements/a.yaml': partner(`  - ${order} }\n`),
  'mappings/a/x-to-y.yaml': 'one',
  'schemas/sources/a/order.xsd': 'one',
});

describe('the difference between two configurations', () => {
  it('is none where files only say the same in other words', () => {
    const after = filesOf({
      'agreements/a.yaml': `# a partner\n${partner(`  - ${order}, state: live, tolerance: {} }\n`, 'kind: outside\n')}`,
      'mappings/a/x-to-y.yaml': 'one',
      'schemas/sources/a/order.xsd': 'one',
    });
    expect(after.version).not.toBe(before.version);
    expect(configurationDifference(before, after)).toEqual([]);
  });

  it('is told agreement by agreement and field by field, in words of both languages', () => {
    const after = filesOf({
      'agreements/a.yaml': partner(
        `  - ${order}, state: suspended, laneKey: DDH }\n  - ${order.replace('version: 1', 'version: 2')}, state: test }\n`,
        'acknowledgement: { when: refusals }\nconnections: { push: { channel: rest, settings: { url: "https://a.example/" } } }\n',
      ),
      'mappings/a/x-to-y.yaml': 'two',
      'schemas/sources/a/order.xsd': 'one',
    });
    const difference = configurationDifference(before, after);
    expect(difference.flatMap((part) => describeDifference(part, 'en'))).toEqual([
      'partner a changed',
      '  acknowledgement.when: always -> refusals',
      'agreement a/order 1 changed',
      '  state: live -> suspended',
      '  laneKey: (none) -> DDH',
      'connection a/push added',
      'agreement a/order 2 added (test)',
      'mapping mappings/a/x-to-y.yaml changed, used by a/order 1, a/order 2',
    ]);
    expect(describeDifference(difference[1]!, 'zh')).toEqual([
      '协议 a/order 1 变更',
      '  state: live -> suspended',
      '  laneKey: （无） -> DDH',
    ]);
  });

  it('names what is taken out', () => {
    const after = filesOf({ 'mappings/a/x-to-y.yaml': 'one' });
    expect(configurationDifference(before, after).map(({ name, change }) => `${name} ${change}`)).toEqual([
      'a removed',
      'a/order 1 removed',
      'schemas/sources/a/order.xsd removed',
    ]);
  });
});

describe('changes of state', () => {
  const stateOf = (state: string, kind = 'outside'): ReturnType<typeof routingOf> =>
    routingOf(
      filesOf({ 'agreements/a.yaml': partner(`  - ${order}, state: ${state} }\n`, `kind: ${kind}\n`) }),
    );

  it.each([
    ['test', 'live', 'outside', true],
    ['draft', 'live', 'outside', true],
    ['suspended', 'live', 'outside', false],
    ['live', 'suspended', 'outside', false],
    ['test', 'live', 'own', false],
  ])('from %s to %s of a partner of kind %s: needs proof %s', (from, to, kind, needsProof) => {
    expect(stateChanges(stateOf(from, kind), stateOf(to, kind))).toEqual([
      { direction: 'inbound', partner: 'a', id: 'order', version: 1, from, to, needsProof },
    ]);
  });

  it('are of new agreements and of those taken out too', () => {
    const none = routingOf(filesOf({}));
    expect(stateChanges(none, stateOf('live'))).toMatchObject([
      { from: undefined, to: 'live', needsProof: false },
    ]);
    expect(stateChanges(stateOf('live'), none)).toMatchObject([
      { from: 'live', to: undefined, needsProof: false },
    ]);
  });
});
