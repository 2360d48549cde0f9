import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { toXmlDocument, type MessageModel } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { fractionDigits, fromPlainValue, type Document } from '#libs/message';

const folder = join(import.meta.dirname, '../../schemas/canonical');

function ajvWithCanonicalSchemas(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false });
  ajv.addKeyword({
    keyword: 'x-fractionDigits',
    type: 'number',
    validate: (allowed: number, value: number) => fractionDigits(String(value)) <= allowed,
  });
  for (const name of readdirSync(folder))
    ajv.addSchema(JSON.parse(readFileSync(join(folder, name, '1.schema.json'), 'utf8')) as object);
  return ajv;
}

const ajv = ajvWithCanonicalSchemas();

/** The two judges of one message, independent of each other: JSON Schema by ajv and XSD by libxml2. */
export class BothForms {
  private readonly json: ValidateFunction;
  private readonly xsd: XsdValidator;

  constructor(readonly model: MessageModel) {
    this.json = ajv.getSchema(`bianzu:/canonical/${model.name}/${model.version}.schema.json`)!;
    const text = readFileSync(join(folder, model.name, `${model.version}.xsd`), 'utf8');
    const schema = XmlDocument.fromString(text);
    this.xsd = XsdValidator.fromDoc(schema);
    schema.dispose();
  }

  acceptsJson(instance: unknown): boolean {
    return this.json(instance);
  }

  /** A document that XML cannot carry is refused too. */
  acceptsXml(document: Document): boolean {
    const { bytes, issues } = codecFor('xml').encode(document);
    if (issues.length > 0) return false;
    const parsed = XmlDocument.fromBuffer(bytes);
    try {
      this.xsd.validate(parsed);
      return true;
    } catch {
      return false;
    } finally {
      parsed.dispose();
    }
  }

  xmlOf(instance: unknown): Document {
    return toXmlDocument({ format: 'json', charset: 'utf-8', root: fromPlainValue(instance) }, this.model);
  }

  dispose(): void {
    this.xsd.dispose();
  }
}
