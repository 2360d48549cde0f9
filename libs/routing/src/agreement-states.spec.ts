import { describe, expect, it } from '@jest/globals';
import { fromPlainValue } from '#libs/message';
import { loadRouting, type RoutingTable } from './index.js';

interface Loaded {
  readonly table: RoutingTable;
  readonly said: string[];
}

/** @param lines of the partner's file behind its name */
function load(lines: string, routes = 'routes: []'): Loaded {
  const { table, problems } = loadRouting([
    { file: 'agreements/a.yaml', text: `partner: a\nname: { zh: 甲, en: A }\nchannels: [rest]\n${lines}` },
    { file: 'agreements/routes.yaml', text: routes },
  ]);
  return { table, said: problems.map(({ line, message }) => `${line}: ${message.en}`) };
}

const order = (version: number, state: string, more = ''): string =>
  `  - { id: order, version: ${version}, state: ${state}, recognise: { format: xml${more} }, schema: s, mappings: [m] }\n`;
const other = (state: string): string =>
  `  - { id: other, version: 1, state: ${state}, recognise: { format: xml }, schema: s, mappings: [m] }\n`;

describe('which agreement applies', () => {
  it.each([
    ['the live version, wherever it stands', order(2, 'draft') + order(1, 'live'), 'order 1'],
    ['the live version beside a suspended one', order(1, 'suspended') + order(2, 'live'), 'order 2'],
    ['a suspended one before one in test', order(2, 'test') + order(1, 'suspended'), 'order 1'],
    ['one in test before a draft', order(3, 'draft') + order(2, 'test'), 'order 2'],
    ['a draft before one that is over', order(1, 'ended') + order(2, 'draft'), 'order 2'],
    ['one that is over when nothing else fits', order(1, 'ended'), 'order 1'],
    ['a suspended one, before another agreement', order(1, 'suspended') + other('live'), 'order 1'],
    ['another agreement, before one in test', order(1, 'test') + other('live'), 'other 1'],
  ])('is %s', (_, agreements, expected) => {
    const { table, said } = load(`agreements:\n${agreements}`);
    expect(said).toEqual([]);
    const found = table.agreementFor('a', { format: 'xml', property: () => undefined });
    expect(`${found?.id} ${found?.version}`).toBe(expected);
  });

  it('can be asked by version', () => {
    const { table } = load(`agreements:\n${order(1, 'ended')}${order(2, 'live')}`);
    expect(table.agreement('a', 'order')?.version).toBe(2);
    expect(table.agreement('a', 'order', 1)?.state).toBe('ended');
    expect(table.agreement('a', 'order', 3)).toBeUndefined();
  });

  it('has to be one: two live versions are told apart by what they recognise', () => {
    expect(load(`agreements:\n${order(1, 'live')}${order(2, 'live')}`).said).toEqual([
      '6: two versions of "order" are live for the same messages',
    ]);
    expect(load(`agreements:\n${order(1, 'live')}${order(2, 'live', ', root: B')}`).said).toEqual([]);
  });
});

const connections = `connections:
  push: { channel: rest, settings: { url: 'https://a.example/in' } }
  drop: { channel: sftp, settings: {} }
  drop-2: { channel: sftp, settings: {} }
`;
const outbound = (terms: string): string =>
  `${connections}agreements:\n  - { id: out, direction: outbound, mapping: m, schema: s, format: json, ${terms} }\n`;
const toOut = 'routes: [{ id: r, canonical: party, destinations: [out] }]';

describe('what a partner gets', () => {
  it('may stand in its own file, with usual terms where it says nothing', () => {
    const { table, said } = load(outbound('channel: rest, retry: { maxAge: PT2H }'), toOut);
    expect(said).toEqual([]);
    expect(table.destination('out')).toMatchObject({
      ...{ direction: 'outbound', partner: 'a', version: 1, state: 'live', order: 'destination' },
      ...{ channel: 'rest', connection: 'push', charset: 'utf-8' },
      retry: { maxAge: 'PT2H', firstDelay: 'PT5S' },
    });
    expect(table.partner('a')?.connections.get('push')).toMatchObject({ name: 'push', channel: 'rest' });
  });

  it.each([
    ['live', ['out']],
    ['suspended', ['out']],
    ['test', []],
    ['draft', []],
    ['ended', []],
  ])('is made when its state is %s: %j', (state, expected) => {
    const { table } = load(outbound(`channel: rest, state: ${state}`), toOut);
    expect(table.destinationsFor('party', 'b', fromPlainValue({})).map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    ['channel: sftp', 'has several connections of channel sftp; "connection" must name one of drop, drop-2'],
    ['channel: as2', 'has no connection of channel as2'],
    ['channel: sftp, connection: pusch', 'no connection "pusch"; did you mean "push"?'],
    ['channel: sftp, connection: push', 'is of channel rest, not sftp'],
    ['channel: amqp, connection: push', 'not for amqp'],
    ['channel: amqp, state: suspended', 'cannot be suspended'],
    ['channel: ftp', 'must be one of'],
    ['channel: rest, retry: { maxAge: P1M }', 'must match pattern'],
    ['channel: rest, recognise: { format: xml }', '"recognise" is not known'],
  ])('cannot be reached by %s', (terms, text) => {
    const { said } = load(outbound(terms));
    expect(said.join('\n')).toContain(text);
    expect(said[0]).toMatch(/^9: /);
  });

  it('has one version that is live, and one owner', () => {
    const routes = `destinations:
  - { id: x, partner: a, channel: amqp, mapping: m, schema: s, format: json }
  - { id: x, partner: a, channel: amqp, mapping: m, schema: s, format: json, version: 2 }
  - { id: x, partner: a, channel: amqp, mapping: m, schema: s, format: json, version: 2, state: draft }
`;
    expect(load('', routes).said).toEqual([
      '3: two versions of "x" are live',
      '4: The destination "x" version 2 is there twice.',
    ]);
    expect(load('acknowledgement: { connection: back }').said).toEqual([
      '4: the partner a has no connection "back"',
    ]);
  });
});
