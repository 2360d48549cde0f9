import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fromXmlDocument, loadCanonicalMessages } from '#libs/canonical';
import { toPlainValue, valueNode, type Document, type DocumentNode } from '#libs/message';
import { BothForms } from './both-forms.js';

const models = loadCanonicalMessages(join(import.meta.dirname, '../../schemas'));
const wagonRequest = new BothForms(models.get('canonical/wagon-request/1')!);
const party = new BothForms(models.get('canonical/party/1')!);

const request = {
  documentId: 'D1',
  issuedAt: '2026-11-02T08:30:00+08:00',
  senderSystem: 'sys-2',
  functionCode: '9',
  requestNumber: 'Q1',
  loadingStation: { stationCode: 'PTF' },
  loadingDate: '2026-11-03',
  wagonType: 'C70',
  wagonCount: 5,
  shipperOwned: true,
  items: [{ categoryCode: '01', name: '煤', grossWeightKg: 70000.5 }],
};

/** The XML form with one element of the name replaced. */
function withElement(
  of: BothForms,
  instance: object,
  name: string,
  make: (old: DocumentNode) => DocumentNode,
): Document {
  const xml = of.xmlOf(instance);
  const visit = (node: DocumentNode): DocumentNode => {
    if (node.name === name) return make(node);
    return { ...node, children: node.children.map(visit) };
  };
  return { ...xml, root: visit(xml.root) };
}

function verdicts(of: BothForms, xml: Document): { xsd: boolean; json: boolean } {
  return { xsd: of.acceptsXml(xml), json: of.acceptsJson(toPlainValue(fromXmlDocument(xml, of.model).root)) };
}

describe('a text of the XML form', () => {
  afterAll(() => [wagonRequest, party].forEach((one) => one.dispose()));

  it.each([
    ...['5', '+5', '05', ' 5 ', '5.0', '5e0', '', '-0', '0', 'NaN', '１', '5 0', '\u00a05', '10000', '0x5'],
  ])('counts as an integer in both forms or in none: "%s"', (text) => {
    const xml = withElement(wagonRequest, request, 'wagonCount', (old) => ({ ...old, text }));
    const { xsd, json } = verdicts(wagonRequest, xml);
    expect(json).toBe(xsd);
  });

  it.each([
    ...[
      '5',
      '+5.5',
      '005.50',
      '\n5\t',
      '.5',
      '5.',
      '.',
      '1e3',
      '-0.0',
      '-1',
      'INF',
      '1,5',
      '5.0000',
      '5.0001',
    ],
    ...['999999999.999', '1000000000', '', '1_0', '１.５', '0.1234'],
  ])('counts as a decimal in both forms or in none: "%s"', (text) => {
    const xml = withElement(wagonRequest, request, 'grossWeightKg', (old) => ({ ...old, text }));
    const { xsd, json } = verdicts(wagonRequest, xml);
    expect(json).toBe(xsd);
  });

  it.each(['true', 'false', '1', '0', 'TRUE', ' true ', 'yes', '', '01'])(
    'counts as a boolean in both forms or in none: "%s"',
    (text) => {
      const xml = withElement(wagonRequest, request, 'shipperOwned', (old) => ({ ...old, text }));
      const { xsd, json } = verdicts(wagonRequest, xml);
      expect(json).toBe(xsd);
    },
  );

  it('is refused where elements are expected, unless it is blank', () => {
    const instance = {
      documentId: 'D1',
      issuedAt: '2026-11-02T08:30:00+08:00',
      senderSystem: 'sys-1',
      functionCode: '9',
      asOf: '2026-11-02T08:30:00+08:00',
      party: { name: '甲', address: { city: '郑州' } },
    };
    const address = (text: string): Document =>
      withElement(party, instance, 'address', (old) =>
        valueNode('address', text, 'string', undefined, undefined, old.namespace),
      );
    expect(verdicts(party, address('郑州'))).toEqual({ xsd: false, json: false });
    expect(verdicts(party, address(' \n '))).toEqual({ xsd: true, json: true });
    expect(verdicts(party, address(''))).toEqual({ xsd: true, json: true });
  });
});

describe('an element of the XML form', () => {
  it('is refused in another namespace, and so is another root', () => {
    const foreign = withElement(wagonRequest, request, 'wagonCount', (old) => ({
      ...old,
      namespace: 'urn:other',
    }));
    expect(verdicts(wagonRequest, foreign).json).toBe(false);
    const root = withElement(wagonRequest, request, 'WagonRequest', (old) => ({
      ...old,
      name: 'WagonOrder',
    }));
    expect(verdicts(wagonRequest, root)).toEqual({ xsd: false, json: false });
  });

  it('is refused when it stands twice where one is allowed', () => {
    const xml = wagonRequest.xmlOf(request);
    const count = xml.root.children.find((child) => child.name === 'wagonCount')!;
    const at = xml.root.children.indexOf(count);
    const twice = { ...xml, root: { ...xml.root, children: xml.root.children.toSpliced(at, 0, count) } };
    expect(verdicts(wagonRequest, twice)).toEqual({ xsd: false, json: false });
  });
});
