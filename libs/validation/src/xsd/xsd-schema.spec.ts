import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { diag } from 'libxml2-wasm';
import { describeIssue, type Issue } from '#libs/message';
import { xmlDocument } from '../fixtures/xml-document.js';
import { XsdSchema } from './xsd-schema.js';

const fixtures = join(import.meta.dirname, '../fixtures');
const order = XsdSchema.compile(join(fixtures, 'order.xsd'), fixtures);

const validOrder = (body: string): string =>
  `<order xmlns="urn:order"><number>AB1234</number><date>2026-03-01</date><phone>1</phone><weight>1</weight><kind>wagon</kind>${body}</order>`;

function faults(xml: string): string[] {
  return order.schema!.validate(xmlDocument(xml)).map(brief);
}

function brief({ code, location, value, expected }: Issue): string {
  return `${code} ${location.path} [${value ?? ''}] ${expected ?? ''}`.trimEnd();
}

describe('an XSD', () => {
  it('is compiled with the files that it includes', () => {
    expect(order.problems).toEqual([]);
    expect(faults(validOrder(''))).toEqual([]);
  });

  it('reports every value fault with its value and what was expected', () => {
    const xml = `<order xmlns="urn:order" version="2" colour="red"><number>x</number><date>2026-02-30</date><phone/>
      <weight>70000.1234</weight><kind>ship</kind><items><item id="1"><name>abcdef</name><pieces>two</pieces></item></items></order>`;
    expect(faults(xml)).toEqual([
      'value-not-allowed /order/@version [2] 1',
      'attribute-unexpected /order/@colour [colour]',
      'value-pattern /order/number [x] [A-Z]{2}[0-9]{4}',
      'date-impossible /order/date [2026-02-30] xs:date',
      'value-range /order/weight [70000.1234] ≤ 70000',
      'value-length /order/weight [70000.1234] ≤ 3 (fractionDigits)',
      "value-not-allowed /order/kind [ship] 'wagon', 'container'",
      'value-length /order/items/item/name [abcdef] ≤ 5',
      'value-type /order/items/item/pieces [two] xs:int',
    ]);
  });

  it('gives the line and column of the source and speaks both languages', () => {
    const [fault] = order.schema!.validate(
      xmlDocument(validOrder('\n <items>\n  <item id="1"><name>n</name></item></items>')),
    );
    expect(fault!.location).toEqual({ path: '/order/items/item', line: 3, column: 3 });
    expect(describeIssue(fault!, 'en')).toBe(
      '/order/items/item, line 3:3: The required "pieces" is missing.',
    );
    expect(describeIssue(fault!, 'zh')).toBe('/order/items/item，第 3 行第 3 列：缺少必填项“pieces”。');
  });

  it('reports all content faults of one element and the value faults behind them', () => {
    const xml = `<order xmlns="urn:order"><bogus/><date>soon</date><weight>heavy</weight><kind>ship</kind><junk/></order>`;
    expect(faults(xml).sort()).toEqual(
      [
        'element-missing /order [] creditCode | phone',
        'element-missing /order [] number',
        'element-unexpected /order/bogus [bogus] number',
        'element-unexpected /order/junk [junk] items',
        "value-not-allowed /order/kind [ship] 'wagon', 'container'",
        'value-type /order/date [soon] xs:date',
        'value-type /order/weight [heavy] Weight',
      ].sort(),
    );
  });

  it('reports content faults of every element at once', () => {
    const item = '<item id="1"><pieces>1</pieces></item>';
    const other = '<item><name>n</name><pieces>1</pieces><extra/></item>';
    expect(faults(validOrder(`<items>${item}${other}</items>`)).sort()).toEqual([
      'element-missing /order/items/item[1] [] name',
      'element-missing /order/items/item[2] [] @id',
      'element-unexpected /order/items/item[2]/extra [extra] remark',
    ]);
  });

  it('names each of several that are missing in a row', () => {
    expect(faults('<order xmlns="urn:order"><kind>wagon</kind></order>')).toEqual([
      'element-missing /order [] number',
      'element-missing /order [] date',
      'element-missing /order [] creditCode | phone',
      'element-missing /order [] weight',
    ]);
    expect(faults('<order xmlns="urn:order"/>')).toHaveLength(5);
  });

  it('takes a misplaced element as one fault and still checks its value', () => {
    const xml = `<order xmlns="urn:order"><date>x</date><number>AB1234</number><phone/><weight>1</weight><kind>wagon</kind></order>`;
    expect(faults(xml).sort()).toEqual([
      'element-unexpected /order/date [date] number',
      'value-type /order/date [x] xs:date',
    ]);
  });

  it('says how many are too many', () => {
    const xml = `<order xmlns="urn:order"><number>AB1234</number><note/><note/><note/><date>2026-03-01</date><phone/><weight>1</weight><kind>wagon</kind></order>`;
    expect(faults(xml)).toEqual(['too-many /order/note[3] [note] 2']);
  });

  it('finds values that must be unique', () => {
    const item = '<item id="7"><name>n</name><pieces>1</pieces></item>';
    expect(faults(validOrder(`<items>${item}${item}</items>`))).toEqual([
      'value-not-unique /order/items/item[2] [7] itemNumber',
    ]);
  });

  it('refuses text among elements, elements in a value, and another root', () => {
    expect(faults('<order xmlns="urn:order">text</order>')).toContain('text-unexpected /order [text]');
    expect(faults(validOrder('').replace('>AB1234<', '><b/><'))).toEqual([
      'element-unexpected /order/number [b] -',
    ]);
    expect(faults('<order/>')).toEqual(['element-unexpected /order [{}order] {urn:order}order']);
    expect(faults('<odre xmlns="urn:order"/>')).toEqual(['element-unexpected /odre [odre] order']);
  });

  it('gives back all memory of libxml2, whatever became of the document', () => {
    diag.configure({ enabled: true });
    for (const xml of [
      validOrder(''),
      validOrder('<junk/>'),
      '<order xmlns="urn:order"><number/></order>',
      '<x/>',
    ]) {
      for (let times = 0; times < 50; times += 1) order.schema!.validate(xmlDocument(xml));
    }
    expect(diag.report()).toEqual({});
    diag.configure({ enabled: false });
  });

  it('follows xsi:type, although the tree keeps no prefixes', () => {
    const typed = (type: string): string =>
      validOrder('').replace(
        '<weight>',
        `<weight xmlns:o="urn:order" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}">`,
      );
    expect(faults(typed('o:Weight'))).toEqual([]);
    expect(faults(typed('o:Kind'))).toEqual([expect.stringMatching(/^schema-violation \/order\/weight/)]);
  });

  it('stays bounded on wide, deep and thoroughly wrong input', () => {
    const attributes = Array.from({ length: 2000 }, (_, at) => `a${at}=""`).join(' ');
    expect(faults(validOrder('').replace('<order ', `<order ${attributes} `))).toHaveLength(2000);
    expect(faults(validOrder('<junk><items/></junk>'.repeat(1500)))).toHaveLength(1500);
    expect(faults(validOrder('<kind/><weight/>'.repeat(1500))).length).toBeGreaterThan(20);
    expect(faults(validOrder('<a>'.repeat(5000) + '</a>'.repeat(5000)))).toEqual([
      'input-too-deep undefined [] 200',
    ]);
    expect(faults(validOrder('<a/>'.repeat(30000)))).toEqual([expect.stringMatching(/^check-limit \/order/)]);
  });
});

describe('a wrong XSD', () => {
  it('is a problem with its line and the name that was meant', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bianzu-xsd-'));
    const file = join(folder, 'wrong.xsd');
    writeFileSync(
      file,
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="Weight"><xs:restriction base="xs:decimal"/></xs:simpleType>
        <xs:element name="w" type="Wieght"/>
      </xs:schema>`,
    );
    const { schema, problems } = XsdSchema.compile(file, folder);
    expect(schema).toBeUndefined();
    expect(problems[0]).toMatchObject({
      file,
      line: 3,
      message: { en: expect.stringContaining('Did you mean "Weight"?') },
    });
  });

  it('cannot reach a file outside the schemas folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bianzu-xsd-'));
    const file = join(folder, 'outside.xsd');
    writeFileSync(
      file,
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:order"><xs:include schemaLocation="${join(fixtures, 'types/order-types.xsd')}"/></xs:schema>`,
    );
    expect(XsdSchema.compile(file, folder).problems[0]?.message.en).toMatch(
      /failed to load|Failed to load|locate/i,
    );
  });
});
