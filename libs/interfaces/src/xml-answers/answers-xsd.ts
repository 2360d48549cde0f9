import { answersNamespace, type AnswerField, type AnswerType, type ObjectType } from './answer-model.js';
import { answersIn, readAnswerModel, type DescribedAnswers } from './read-answer-model.js';
import { xmlText } from './xml-text.js';

/** The XSD 1.0 of all answers that have an XML form, by the same schemas as their JSON form; one root element for each. */
export function answersXsd(document: DescribedAnswers): string {
  const types = new Map<string, string[]>();
  const roots = answersIn(document).map((name) => {
    const { root, type } = readAnswerModel(document, name);
    return `<xs:element name="${root}" type="${reference(type, types)}"/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Made from the OpenAPI document of the service interfaces. -->',
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${answersNamespace}"`,
    `           targetNamespace="${answersNamespace}" elementFormDefault="qualified" version="1">`,
    ...indent([...roots, ...[...types.values()].flat()]),
    '</xs:schema>',
    '',
  ].join('\n');
}

/** The name of a type; it is written once, where it is needed first. */
function reference(type: ObjectType, types: Map<string, string[]>): string {
  const { name = '' } = type;
  if (!types.has(name)) {
    types.set(name, []);
    types.set(name, complexType(sequenceOf(type, types), ` name="${name}"`));
  }
  return name;
}

function sequenceOf({ fields }: ObjectType, types: Map<string, string[]>): string[] {
  return fields.flatMap((field) => element(field, types));
}

function element({ name, required, many, type }: AnswerField, types: Map<string, string[]>): string[] {
  const least = required ? '' : ' minOccurs="0"';
  const occurs = many ? `${least} maxOccurs="unbounded"` : least;
  return typed(`xs:element name="${name}"`, occurs, type, types);
}

/** An element or attribute of a type: named where it has a name, else with the type inside. */
function typed(start: string, occurs: string, type: AnswerType, types: Map<string, string[]>): string[] {
  if (type.kind === 'object' && type.name !== undefined)
    return [`<${start} type="${reference(type, types)}"${occurs}/>`];
  if (type.kind === 'value' && type.words === undefined)
    return [`<${start} type="xs:${type.xsd}"${occurs}/>`];
  return [`<${start}${occurs}>`, ...indent(inside(type, types)), '</xs:element>'];
}

function inside(type: AnswerType, types: Map<string, string[]>): string[] {
  switch (type.kind) {
    case 'object':
      return complexType(sequenceOf(type, types));
    case 'map':
      return complexType(entries(type.of, types));
    case 'value':
      return [
        '<xs:simpleType>',
        `  <xs:restriction base="xs:${type.xsd}">`,
        ...(type.words ?? []).map((word) => `    <xs:enumeration value="${xmlText(word)}"/>`),
        '  </xs:restriction>',
        '</xs:simpleType>',
      ];
    case 'canonical':
    case 'any':
      return complexType(['<xs:any namespace="##other" processContents="lax"/>']);
  }
}

/** Members of any name; the name is an attribute. */
function entries(of: AnswerType, types: Map<string, string[]>): string[] {
  const name = '<xs:attribute name="name" type="xs:string" use="required"/>';
  const occurs = ' minOccurs="0" maxOccurs="unbounded"';
  if (of.kind === 'value') {
    const content = `<xs:simpleContent><xs:extension base="xs:${of.xsd}">${name}</xs:extension></xs:simpleContent>`;
    return [`<xs:element name="entry"${occurs}><xs:complexType>${content}</xs:complexType></xs:element>`];
  }
  const [first, ...lines] = of.kind === 'object' ? complexType(sequenceOf(of, types)) : inside(of, types);
  const last = lines.pop();
  return [
    `<xs:element name="entry"${occurs}>`,
    ...indent([first!, ...lines, `  ${name}`, last!]),
    '</xs:element>',
  ];
}

function complexType(sequence: readonly string[], name = ''): string[] {
  return [
    `<xs:complexType${name}>`,
    '  <xs:sequence>',
    ...indent(indent(sequence)),
    '  </xs:sequence>',
    '</xs:complexType>',
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
