import { ElementContent, ElementShape, type AttributeShape } from './element-shape.js';
import { onlyAttributes, onlyChildren, schemaNamespace, Unusual, type SchemaPart } from './schema-part.js';
import { anyText, builtInText, restrictedText, type TextCheck, type TextType } from './text-check.js';

const deepest = 100;

/** The elements that a document may begin with. @throws Unusual at anything beyond what a quick look knows */
export function readSchema(schema: SchemaPart): ElementShape[] {
  return new SchemaReader(schema).roots();
}

class SchemaReader {
  private readonly targetNamespace: string;
  private readonly localNamespace: string;
  private readonly texts = new Map<string, TextType>();
  private readonly contents = new Map<string, ElementContent>();
  /** Named types that are being read: one that holds itself is unusual. */
  private readonly open = new Set<string>();
  private depth = 0;

  constructor(private readonly schema: SchemaPart) {
    onlyAttributes(schema, [
      'targetNamespace',
      'elementFormDefault',
      'attributeFormDefault',
      'version',
      'id',
    ]);
    if (schema.attributes.get('attributeFormDefault') === 'qualified') throw new Unusual('attributes');
    onlyChildren(schema, ['element', 'complexType', 'simpleType']);
    this.targetNamespace = schema.attributes.get('targetNamespace') ?? '';
    const isQualified = schema.attributes.get('elementFormDefault') === 'qualified';
    this.localNamespace = isQualified ? this.targetNamespace : '';
  }

  roots(): ElementShape[] {
    const declared = this.schema.children.filter(({ name }) => name === 'element');
    return declared.map((part) => this.element(part, this.targetNamespace));
  }

  private element(part: SchemaPart, namespace: string): ElementShape {
    onlyAttributes(part, ['name', 'type', 'minOccurs', 'maxOccurs']);
    const { attributes } = part;
    const most = attributes.get('maxOccurs') ?? '1';
    return new ElementShape(
      required(part, 'name'),
      namespace,
      this.contentOf(part),
      Number(attributes.get('minOccurs') ?? '1'),
      most === 'unbounded' ? Infinity : Number(most),
    );
  }

  private contentOf(part: SchemaPart): ElementContent {
    const [inner, ...more] = onlyChildren(part, ['complexType', 'simpleType']);
    const type = part.attributes.get('type');
    if (more.length > 0 || (inner === undefined) === (type === undefined)) throw new Unusual('type');
    if (inner?.name === 'complexType') return this.complexType(inner);
    if (inner !== undefined) return new ElementContent([], { text: this.simpleType(inner).accepts });
    const name = this.localName(type!);
    const complex = name === undefined ? undefined : this.named('complexType', name);
    if (complex === undefined) return new ElementContent([], { text: this.textType(type!).accepts });
    return this.once(this.contents, name!, () => this.complexType(complex));
  }

  private complexType(part: SchemaPart): ElementContent {
    onlyAttributes(part, ['name']);
    const parts = onlyChildren(part, ['sequence', 'attribute', 'simpleContent']);
    const [first, ...others] = parts;
    if (first?.name === 'simpleContent' && others.length === 0) return this.simpleContent(first);
    const attributes = this.attributes(parts.filter(({ name }) => name === 'attribute'));
    const sequences = parts.filter(({ name }) => name === 'sequence');
    if (sequences.length + attributes.length !== parts.length || sequences.length > 1)
      throw new Unusual('content');
    const sequence = sequences.flatMap((one) => this.sequence(one));
    return new ElementContent(attributes, { sequence });
  }

  private sequence(part: SchemaPart): ElementShape[] {
    onlyAttributes(part, []);
    if (++this.depth > deepest) throw new Unusual('depth');
    const elements = onlyChildren(part, ['element']).map((one) => this.element(one, this.localNamespace));
    this.depth--;
    return elements;
  }

  /** A text with attributes. */
  private simpleContent(part: SchemaPart): ElementContent {
    const [extension] = onlyChildren(part, ['extension']);
    if (extension === undefined) throw new Unusual('simpleContent');
    onlyAttributes(extension, ['base']);
    const attributes = this.attributes(onlyChildren(extension, ['attribute']));
    return new ElementContent(attributes, { text: this.textType(required(extension, 'base')).accepts });
  }

  private attributes(parts: readonly SchemaPart[]): AttributeShape[] {
    return parts.map((part) => {
      onlyAttributes(part, ['name', 'type', 'use', 'fixed']);
      const use = part.attributes.get('use') ?? 'optional';
      if (use === 'prohibited') throw new Unusual(use);
      return {
        name: `@${required(part, 'name')}`,
        isRequired: use === 'required',
        accepts: this.valueOf(part),
      };
    });
  }

  private valueOf(part: SchemaPart): TextCheck {
    const [inner] = onlyChildren(part, ['simpleType']);
    const type = part.attributes.get('type');
    if (inner !== undefined && type !== undefined) throw new Unusual('type');
    const { accepts } =
      inner !== undefined ? this.simpleType(inner) : type !== undefined ? this.textType(type) : anyText;
    const fixed = part.attributes.get('fixed');
    return fixed === undefined ? accepts : (text) => text === fixed && accepts(text);
  }

  private textType(name: string): TextType {
    const local = this.localName(name);
    if (local === undefined) return builtInText(name.slice(name.indexOf(':') + 1));
    const part = this.named('simpleType', local);
    if (part === undefined) throw new Unusual(name);
    return this.once(this.texts, local, () => this.simpleType(part));
  }

  private simpleType(part: SchemaPart): TextType {
    onlyAttributes(part, ['name']);
    const [restriction] = onlyChildren(part, ['restriction']);
    if (restriction === undefined) throw new Unusual('simpleType');
    onlyAttributes(restriction, ['base']);
    return restrictedText(this.textType(required(restriction, 'base')), restriction.children);
  }

  private named(kind: 'complexType' | 'simpleType', name: string): SchemaPart | undefined {
    return this.schema.children.find((part) => part.name === kind && part.attributes.get('name') === name);
  }

  /** @returns undefined for a type of XML Schema itself */
  private localName(qualified: string): string | undefined {
    const colon = qualified.indexOf(':');
    const uri = this.schema.prefixes[qualified.slice(0, Math.max(0, colon))] ?? '';
    if (uri === schemaNamespace) return undefined;
    if (uri !== this.targetNamespace) throw new Unusual(qualified);
    return qualified.slice(colon + 1);
  }

  private once<Type>(known: Map<string, Type>, name: string, read: () => Type): Type {
    const present = known.get(name);
    if (present !== undefined) return present;
    if (this.open.has(name)) throw new Unusual(name);
    this.open.add(name);
    const type = read();
    this.open.delete(name);
    known.set(name, type);
    return type;
  }
}

function required(part: SchemaPart, name: string): string {
  const value = part.attributes.get(name);
  if (value === undefined) throw new Unusual(`${part.name} without ${name}`);
  return value;
}
