import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { loadConfiguration } from '#libs/configuration';
import type { MappingContext } from '#libs/mapping';
import { toPlainValue } from '#libs/message';

const { codeLists, schemas, mappings } = loadConfiguration('.', { isSound: true });
const context: MappingContext = {
  codeLists,
  sender: 'forwarder-edi',
  receiver: 'forwarder-edi',
  now: '2026-11-30T00:00:00Z',
};

interface Way {
  readonly out: string;
  readonly back: string;
}

/** Out to the forwarder as segments, and what the forwarder's own messages of this kind would mean. */
function thereAndBack(file: string, way: Way): unknown {
  const { document } = codecFor('json').decode(readFileSync(`mappings/forwarder-edi/fixtures/${file}`));
  const out = mappingNamed(way.out);
  const { documents } = out.run(document!, context);
  const schema = out.to.schema!;
  const message = documents[0]!.document;
  const { segments, issues } = schemas.write(message, schema, { messageReference: 'M1' });
  expect(issues).toEqual([]);
  const root = { kind: 'object', name: 'interchange', children: segments } as const;
  const structured = schemas.structure({ format: 'edifact', charset: 'utf-8', root }, schema);
  expect(structured.issues).toEqual([]);
  const read = mappingNamed(way.back).run(structured.document!, context);
  expect(read.issues).toEqual([]);
  return toPlainValue(read.documents[0]!.document.root);
}

function mappingNamed(name: string): (typeof mappings)[number]['mapping'] {
  return mappings.find((one) => one.name === `forwarder-edi/${name}`)!.mapping;
}

function original(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`mappings/forwarder-edi/fixtures/${file}`, 'utf8')) as Record<
    string,
    unknown
  >;
}

describe('what goes to the forwarder as EDIFACT', () => {
  it('says of a status what our own reading of it says', () => {
    const way = { out: 'transport-status-to-iftsta', back: 'iftsta-to-transport-status' };
    const given = original('status-arrived.json');
    expect(thereAndBack('status-arrived.json', way)).toEqual({
      ...given,
      documentId: 'M1-1',
      senderSystem: 'forwarder-edi',
      reportedAt: given.issuedAt,
      transportMeans: { ...(given.transportMeans as object), wagonNumber: '5241873' },
      remarks: '50 minutes late, fog',
    });
  });

  it('says of an invoice the same numbers, parties, lines, taxes and totals', () => {
    const way = { out: 'invoice-to-invoic', back: 'invoic-to-invoice' };
    const given = original('invoice-freight.json');
    const read = thereAndBack('invoice-freight.json', way) as Record<string, unknown>;
    const same = [
      ...[
        'invoiceNumber',
        'invoiceType',
        'invoiceDate',
        'taxPointDate',
        'serviceStartDate',
        'serviceEndDate',
      ],
      ...[
        'currencyCode',
        'sellerTaxNumber',
        'buyerTaxNumber',
        'paymentTerms',
        'bankAccount',
        'charges',
        'taxes',
      ],
      ...[
        'lineTotalAmount',
        'chargeTotalAmount',
        'taxTotalAmount',
        'grandTotalAmount',
        'dueAmount',
        'remarks',
      ],
    ];
    for (const name of same) expect({ [name]: read[name] }).toEqual({ [name]: given[name] });
    expect(read.lineItems).toEqual(withoutTaxBasis(given.lineItems as Line[]));
    expect(read.seller).toMatchObject({ identifier: 'FW01', creditCode: '91350100M000100Y43' });
  });
});

interface Line {
  readonly taxes?: readonly object[];
}

/** D.96A has room for one amount of a line's tax. */
function withoutTaxBasis(lines: readonly Line[]): unknown[] {
  return lines.map((line) =>
    line.taxes === undefined
      ? line
      : { ...line, taxes: line.taxes.map((tax) => ({ ...tax, basisAmount: undefined })) },
  );
}
