import { describe, expect, it } from '@jest/globals';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { answersNamespace } from './answer-model.js';
import { answersXsd } from './answers-xsd.js';
import { answersIn, readAnswerModel, type DescribedAnswers } from './read-answer-model.js';
import { writeAnswer, type WriteCanonical } from './write-answer.js';
import { writeProblem } from './write-problem.js';

const text = { type: 'string' };
const document = {
  components: {
    schemas: {
      Page: {
        xml: { name: 'Page', namespace: answersNamespace },
        type: 'object',
        required: ['items', 'next'],
        additionalProperties: false,
        properties: {
          items: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
          next: { type: ['string', 'null'] },
        },
      },
      Item: {
        allOf: [{ $ref: '#/components/schemas/Named' }],
        unevaluatedProperties: false,
        required: ['count'],
        properties: {
          count: { type: 'integer' },
          weight: { type: 'number' },
          at: { type: ['string', 'null'], format: 'date-time' },
          kind: { enum: ['a', 'b<c'] },
          tags: { type: 'object', additionalProperties: text },
          parts: { type: 'object', additionalProperties: { $ref: '#/components/schemas/Part' } },
          said: {},
          type: text,
          version: { type: 'integer' },
          document: { type: 'object', 'x-canonical-message': true },
        },
      },
      Named: { type: 'object', required: ['name'], properties: { name: text } },
      Part: {
        type: 'object',
        required: ['value'],
        additionalProperties: false,
        properties: { value: { description: 'whatever it is' } },
      },
    },
  },
};

const xsd = XsdValidator.fromDoc(XmlDocument.fromString(answersXsd(document)));
const canonical: WriteCanonical = (type, version, message) =>
  type === 'party' ? `<p xmlns="urn:p">${String(version)} ${JSON.stringify(message).length}</p>` : undefined;

/** What stands in the root element; the whole is valid. */
function written(answer: object): string {
  const xml = writeAnswer(answer, readAnswerModel(document, 'Page'), canonical);
  xsd.validate(XmlDocument.fromString(xml));
  return /<Page xmlns="[^"]+">(.*)<\/Page>$/s.exec(xml)?.[1] ?? '';
}

describe('an answer in XML', () => {
  it('has a list as elements of its name, and nothing for null and for an empty list', () => {
    expect(written({ items: [], next: null })).toBe('');
    const items = [
      { count: 1, name: 'x', at: null },
      { name: 'y', count: 2 },
    ];
    const one = (name: string, count: number): string =>
      `<items><name>${name}</name><count>${count}</count></items>`;
    expect(written({ items, next: 'c' })).toBe(`${one('x', 1)}${one('y', 2)}<next>c</next>`);
  });

  it('has numbers, times and texts as XML can carry them', () => {
    const item = {
      name: 'a&<b>"\u0000\ud800\r\n😀',
      count: 1e21,
      weight: 1e-7,
      at: new Date(0),
      kind: 'b<c',
      unknown: undefined,
    };
    expect(written({ items: [item], next: null })).toBe(
      '<items><name>a&#38;&#60;b&#62;&#34;\ufffd\ufffd&#13;&#10;😀</name><count>1000000000000000000000</count>' +
        '<weight>0.00000010000000000000</weight><at>1970-01-01T00:00:00.000Z</at><kind>b&#60;c</kind></items>',
    );
  });

  it('has members of any name as entries, and any value as XPath writes JSON', () => {
    const said = { a: [1, 'x', true, null] };
    const item = { name: 'n', count: 0, tags: { '电报码 "x"': 'y' }, parts: { p: { value: '1' } }, said };
    const functions = 'http://www.w3.org/2005/xpath-functions';
    expect(written({ items: [item], next: null })).toBe(
      '<items><name>n</name><count>0</count><tags><entry name="电报码 &#34;x&#34;">y</entry></tags>' +
        `<parts><entry name="p"><value><string xmlns="${functions}">1</string></value></entry></parts>` +
        `<said><map xmlns="${functions}"><array key="a"><number>1</number><string>x</string><boolean>true</boolean><null/></array></map></said></items>`,
    );
  });

  it('has a canonical message in its own form, while there is one', () => {
    const item = { name: 'n', count: 0, type: 'party', version: 2, document: { a: 1 } };
    expect(written({ items: [item], next: null })).toContain('<document><p xmlns="urn:p">2 7</p></document>');
    const former = { ...item, type: 'former' };
    expect(written({ items: [former], next: null })).toContain('<number key="a">1</number></map></document>');
  });
});

describe('a schema of answers', () => {
  const described = (schema: object): DescribedAnswers => ({
    components: { schemas: { A: { xml: { name: 'A', namespace: answersNamespace }, ...schema } } },
  });

  it('is found by the namespace of its root', () => {
    expect(answersIn(document)).toEqual(['Page']);
  });

  it.each([
    ['open', { type: 'object', properties: {} }],
    [
      'without members',
      { type: 'object', additionalProperties: false, properties: { a: { type: 'object' } } },
    ],
    ['a list', { type: 'array', items: text }],
    ['a text', text],
  ])('is a mistake of ours when it is %s', (_, schema) => {
    expect(() => readAnswerModel(described(schema), 'A')).toThrow(/^A/);
  });
});

describe('a problem in XML', () => {
  it('has the members of RFC 9457, both languages, and the others of the case', () => {
    const xml = writeProblem({
      type: 'urn:bianzu:problem:x',
      title: 'x',
      status: 400,
      detail: '错 wrong',
      text: { zh: '错', en: 'wrong' },
      errors: [{ parameter: 'a', detail: '无 none', text: { zh: '无', en: 'none' } }],
      '1 name': [[], null],
    });
    expect(xml.slice(xml.indexOf('<problem'))).toBe(
      '<problem xmlns="urn:ietf:rfc:7807"><type>urn:bianzu:problem:x</type><title>x</title><status>400</status><detail>错 wrong</detail>' +
        '<text><zh>错</zh><en>wrong</en></text><errors><i><parameter>a</parameter><detail>无 none</detail><text><zh>无</zh><en>none</en></text></i></errors>' +
        '<_1_name><i/><i/></_1_name></problem>',
    );
  });
});
