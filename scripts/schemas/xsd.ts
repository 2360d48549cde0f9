import type { Field, FieldType, MessageModel, ObjectType, ScalarType, Texts } from '#libs/canonical';
import { xsdPattern } from './xsd-pattern.js';

const builtIn = { string: 'xs:string', number: 'xs:decimal', integer: 'xs:integer', boolean: 'xs:boolean' };

/** The XSD 1.0 of a message, complete in itself: components are named types in the message's own namespace. */
export function xsdOf(model: MessageModel): string {
  const types = new TypeCollector();
  const root = element({ name: model.xmlRoot, texts: model.root.texts, type: model.root, occurs: '' }, types);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- Generated from ${model.version}.schema.json by "npm run schemas". -->`,
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${model.xmlNamespace}"`,
    `           targetNamespace="${model.xmlNamespace}" elementFormDefault="qualified" version="${model.version}">`,
    ...indent(root),
    ...indent(types.definitions()),
    '</xs:schema>',
    '',
  ].join('\n');
}

/** Named types are written once, behind the element that needs them first. */
class TypeCollector {
  private readonly named = new Map<string, string[]>();

  use(name: string, definition: () => string[]): string {
    if (!this.named.has(name)) {
      this.named.set(name, []);
      this.named.set(name, definition());
    }
    return name;
  }

  definitions(): string[] {
    return [...this.named.values()].flat();
  }
}

interface ElementParts {
  readonly name: string;
  readonly texts: Texts;
  readonly type: FieldType;
  readonly occurs: string;
}

function element({ name, texts, type, occurs }: ElementParts, types: TypeCollector): string[] {
  const reference = typeReference(type, types);
  const attribute = reference === undefined ? '' : ` type="${reference}"`;
  const inline = reference === undefined ? anonymousType(type, types) : [];
  return [
    `<xs:element name="${name}"${attribute}${occurs}>`,
    ...indent(annotation(texts)),
    ...indent(inline),
    '</xs:element>',
  ];
}

function typeReference(type: FieldType, types: TypeCollector): string | undefined {
  if (type.kind === 'object') {
    if (type.typeName === undefined) return undefined;
    return types.use(type.typeName, () => complexType(type, types, ` name="${type.typeName}"`));
  }
  if (facets(type).length > 0) return undefined;
  const { component } = type;
  if (component === undefined) return builtIn[type.kind];
  return types.use(component.typeName, () => namedScalar(component));
}

function anonymousType(type: FieldType, types: TypeCollector): string[] {
  if (type.kind === 'object') return complexType(type, types, '');
  const { component } = type;
  const base =
    component === undefined
      ? builtIn[type.kind]
      : types.use(component.typeName, () => namedScalar(component));
  return ['<xs:simpleType>', ...indent(restriction(base, facets(type))), '</xs:simpleType>'];
}

function complexType(type: ObjectType, types: TypeCollector, name: string): string[] {
  const sequence = type.fields.flatMap((field) => element({ ...field, occurs: occursOf(field) }, types));
  return [
    `<xs:complexType${name}>`,
    ...(name === '' ? [] : indent(annotation(type.texts))),
    '  <xs:sequence>',
    ...indent(indent(sequence)),
    '  </xs:sequence>',
    '</xs:complexType>',
  ];
}

function namedScalar(component: NonNullable<ScalarType['component']>): string[] {
  const { typeName, type, texts } = component;
  return [
    `<xs:simpleType name="${typeName}">`,
    ...indent(annotation(texts)),
    ...indent(restriction(builtIn[type.kind], facets(type))),
    '</xs:simpleType>',
  ];
}

function restriction(base: string, lines: string[]): string[] {
  return [`<xs:restriction base="${base}">`, ...indent(lines), '</xs:restriction>'];
}

/** Only those that the component does not already have. */
function facets(type: ScalarType): string[] {
  const inherited = type.component?.type;
  const own = <K extends keyof ScalarType>(name: K): ScalarType[K] | undefined =>
    inherited?.[name] === type[name] ? undefined : type[name];
  const lines = (own('enum') ?? []).map((value) => facet('enumeration', value));
  const pattern = own('pattern');
  if (pattern !== undefined) lines.push(facet('pattern', xsdPattern(pattern)));
  const plain: [string, number | undefined][] = [
    ['minLength', own('minLength')],
    ['maxLength', own('maxLength')],
    ['minInclusive', own('minimum')],
    ['maxInclusive', own('maximum')],
    ['fractionDigits', own('fractionDigits')],
  ];
  for (const [name, value] of plain) if (value !== undefined) lines.push(facet(name, String(value)));
  return lines;
}

function facet(name: string, value: string): string {
  return `<xs:${name} value="${escapeXml(value)}"/>`;
}

function occursOf({ required, many }: Field): string {
  if (many !== undefined) return ` minOccurs="${many.min}" maxOccurs="${many.max}"`;
  return required ? '' : ' minOccurs="0"';
}

/** For element content and attribute values alike. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}

function annotation(texts: Texts): string[] {
  const documentation = (
    language: string,
    { title, description }: { title: string; description: string },
  ): string =>
    `  <xs:documentation xml:lang="${language}">${escapeXml(`${title}: ${description}`)}</xs:documentation>`;
  return ['<xs:annotation>', documentation('en', texts), documentation('zh', texts.zh), '</xs:annotation>'];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
