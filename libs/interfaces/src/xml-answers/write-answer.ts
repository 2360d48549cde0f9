import { answersNamespace, type AnswerModel, type AnswerType, type ObjectType } from './answer-model.js';
import { jsonXml } from './json-xml.js';
import { xmlElement, xmlNumber, xmlText } from './xml-text.js';

/** Writes a canonical message in its own XML form; undefined when there is no such message. */
export type WriteCanonical = (type: string, version: unknown, document: unknown) => string | undefined;

type Members = Readonly<Record<string, unknown>>;

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An answer, as JSON would say it, in its XML form. */
export function writeAnswer(answer: object, model: AnswerModel, canonical: WriteCanonical): string {
  // what is undefined is not there, and a Date is its text
  const value = JSON.parse(JSON.stringify(answer)) as Members;
  const content = new AnswerWriter(canonical).members(value, model.type);
  return xmlDeclaration + xmlElement(model.root, content, ` xmlns="${answersNamespace}"`);
}

class AnswerWriter {
  constructor(private readonly canonical: WriteCanonical) {}

  members(object: Members, { fields }: ObjectType): string {
    let text = '';
    for (const { name, many, type } of fields) {
      const value = object[name];
      const values: readonly unknown[] = many && Array.isArray(value) ? value : [value];
      for (const one of values)
        if (one !== null && one !== undefined) text += xmlElement(name, this.content(one, type, object));
    }
    return text;
  }

  /** @param holder the object that the value stands in */
  private content(value: unknown, type: AnswerType, holder: Members): string {
    switch (type.kind) {
      case 'value':
        return typeof value === 'number' ? xmlNumber(value) : xmlText(textOf(value));
      case 'object':
        return this.members(value as Members, type);
      case 'map':
        return Object.entries(value as Members)
          .filter(([, one]) => one !== null)
          .map(([name, one]) =>
            xmlElement('entry', this.content(one, type.of, holder), ` name="${xmlText(name)}"`),
          )
          .join('');
      case 'canonical':
        return this.canonical(textOf(holder.type), holder.version, value) ?? jsonXml(value);
      case 'any':
        return jsonXml(value);
    }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
