import { describe, expect, it } from '@jest/globals';
import { fromPlainValue } from '#libs/message';
import { loadRouting, type Recognised, type RoutingTable } from './index.js';

const partner = (id: string, agreements: string): { file: string; text: string } => ({
  file: `agreements/${id}.yaml`,
  text: `partner: ${id}\nname: { zh: 甲, en: A }\nchannels: [rest]\nagreements:\n${agreements}`,
});

const warehouse = partner(
  'warehouse',
  `  - { id: order, version: 1, recognise: { format: xml, root: ORDER }, schema: s, mappings: [m] }
  - { id: stock, version: 1, recognise: { format: json, property: { name: kind, value: stock } }, schema: s, mappings: [m] }
  - { id: file, version: 1, recognise: { format: csv, fileName: 'ST_*.csv' }, schema: s, mappings: [m], batch: true }
`,
);

const routes = {
  file: 'agreements/routes.yaml',
  text: `destinations:
  - { id: depot, partner: depot, channel: amqp, mapping: m, schema: s, format: xml }
  - { id: back, partner: warehouse, channel: amqp, mapping: m, schema: s, format: json }
routes:
  - { id: all, canonical: transport-order, destinations: [back] }
  - { id: heavy, canonical: transport-order, senders: [warehouse], where: [{ path: items/kind, in: [ore, coal] }], destinations: [depot, back] }
`,
};

const seen = (facts: Partial<Recognised>): Recognised => ({ property: () => undefined, ...facts });
const tableOf = (...files: { file: string; text: string }[]): RoutingTable => {
  const { table, problems } = loadRouting(files);
  expect(problems).toEqual([]);
  return table;
};

describe('the routing table', () => {
  const table = tableOf(warehouse, partner('depot', '  []'), routes);

  it('has partners whose names end like the file of the routes', () => {
    const names = tableOf(partner('sea-routes', '  []')).partners.map(({ id }) => id);
    expect(names).toEqual(['sea-routes']);
  });

  it('finds the agreement by format and root, by property, by file name', () => {
    const agreementOf = (facts: Partial<Recognised>): string | undefined =>
      table.agreementFor('warehouse', seen(facts))?.id;
    expect(agreementOf({ format: 'xml', rootName: 'ORDER' })).toBe('order');
    expect(agreementOf({ format: 'xml', rootName: 'OTHER' })).toBeUndefined();
    expect(agreementOf({ format: 'json', property: (name) => (name === 'kind' ? 'stock' : undefined) })).toBe(
      'stock',
    );
    expect(agreementOf({ format: 'csv', fileName: 'ST_20260316.csv' })).toBe('file');
    expect(agreementOf({ format: 'fixed-width', fileName: 'ST_1.csv' })).toBe('file');
    expect(agreementOf({ format: 'csv', fileName: 'XST_1.csv' })).toBeUndefined();
    expect(agreementOf({ format: 'csv', fileName: 'ST_1.csv.exe' })).toBeUndefined();
  });

  it('knows no agreement of a partner whom it does not know', () => {
    expect(table.agreementFor('stranger', seen({ format: 'xml', rootName: 'ORDER' }))).toBeUndefined();
  });

  it('routes by sender and content, and never back to the sender', () => {
    const idsFor = (sender: string, kind: string): string[] =>
      table
        .destinationsFor('transport-order', sender, fromPlainValue({ items: [{ kind: 'sand' }, { kind }] }))
        .map(({ id }) => id);
    expect(idsFor('warehouse', 'ore')).toEqual(['depot']);
    expect(idsFor('warehouse', 'sand')).toEqual([]);
    expect(idsFor('depot', 'ore')).toEqual(['back']);
    expect(table.destinationsFor('party', 'depot', fromPlainValue({}))).toEqual([]);
  });
});

describe('a mistake in an agreements file', () => {
  it.each([
    [
      partner('a', '  - { id: order, version: 1, recognise: { format: xml }, shcema: s, mappings: [m] }'),
      5,
      'did you mean "schema"',
    ],
    [
      partner('a', '  - { id: order, version: 1, recognise: { format: xnl }, schema: s, mappings: [m] }'),
      5,
      'did you mean "xml"',
    ],
    [
      partner(
        'a',
        '  - { id: o, version: 1, recognise: { format: xml }, schema: s, mappings: [m],\n      reference: ["A["] }',
      ),
      6,
      'expected',
    ],
    [
      {
        file: 'agreements/routes.yaml',
        text: 'routes:\n  - { id: r, canonical: party, destinations: [dpot] }',
      },
      2,
      'not defined',
    ],
    [{ file: 'agreements/b.yaml', text: 'partner: [' }, 1, 'YAML'],
  ])('is told with its line: %#', (file, line, text) => {
    const { problems } = loadRouting([file]);
    expect(problems.map((problem) => problem.message.en).join('\n')).toContain(text);
    expect(problems.map((problem) => problem.line)).toContain(line);
  });

  it('finds the same partner and the same agreement twice', () => {
    const twice = '  - { id: o, version: 1, recognise: { format: xml }, schema: s, mappings: [m] }\n'.repeat(
      2,
    );
    const { problems } = loadRouting([partner('a', twice), partner('a', '  []')]);
    expect(problems.map((problem) => problem.message.en)).toEqual([
      'The agreement "o" version 1 is there twice.',
      'The partner "a" is there twice.',
    ]);
  });
});
