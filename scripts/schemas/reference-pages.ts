import { toXmlDocument, type MessageModel, type ObjectType, type ScalarType } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { fromPlainValue, type Document, type PlainValue } from '#libs/message';
import { fieldTable, row } from './reference-table.js';
import { said, words, type Language } from './reference-words.js';

/** The page of one message: what it is, every field, and one example in both forms. */
export function messagePage(model: MessageModel, example: PlainValue, language: Language): string {
  const { title, description } = said(model.root.texts, language);
  const { fields, example: exampleTitle, generated, other } = words[language];
  const json = { format: 'json' as const, charset: 'utf-8', root: fromPlainValue(example) };
  return page([
    `# ${model.xmlRoot}: ${title}`,
    `[${other.label}](${model.name}${other.suffix})`,
    description,
    facts(model, language).join('\n'),
    `## ${fields}`,
    fieldTable(model.root, language).join('\n'),
    `## ${exampleTitle}`,
    fenced('json', JSON.stringify(example, null, 2)),
    fenced('xml', xmlText(toXmlDocument(json, model))),
    generated,
  ]);
}

function facts(model: MessageModel, language: Language): string[] {
  const { facts: labels, notARecord } = words[language];
  const keys = model.keys.map(({ type, path }) => `\`${type}:${path}\``).join(', ');
  const file = `schemas/canonical/${model.name}/${model.version}`;
  const values = [
    `\`${model.xmlRoot}\``,
    `\`${model.xmlNamespace}\``,
    model.record === undefined ? notARecord : `\`${model.record.kind}\` (\`${model.record.number}\`)`,
    keys,
    `\`${file}.schema.json\`, \`${file}.xsd\``,
  ];
  return labels.map((label, index) => `- ${label}: ${values[index]}`);
}

/** The page of everything that messages share. */
export function componentsPage(models: readonly MessageModel[], language: Language): string {
  const { components, generated, other, scalars, pattern } = words[language];
  const found = collectComponents(models);
  const sections = found.objects.flatMap((type) => [
    `## ${type.typeName}`,
    `${said(type.texts, language).title}. ${said(type.texts, language).description}`,
    fieldTable(type, language).join('\n'),
  ]);
  const simple = found.scalars.flatMap(({ typeName, type, texts }) => [
    `### ${typeName}`,
    `${said(texts, language).title}. ${said(texts, language).description}`,
    `${pattern}: \`${type.pattern ?? ''}\``,
  ]);
  const head = [`# ${components}`, `[${other.label}](components${other.suffix})`];
  return page([...head, ...sections, `## ${scalars}`, ...simple, generated]);
}

type ScalarComponent = NonNullable<ScalarType['component']>;

function collectComponents(models: readonly MessageModel[]): {
  objects: ObjectType[];
  scalars: ScalarComponent[];
} {
  const objects = new Map<string, ObjectType>();
  const scalars = new Map<string, ScalarComponent>();
  const visit = (type: ObjectType): void => {
    if (type.typeName !== undefined) objects.set(type.typeName, type);
    for (const field of type.fields) {
      if (field.type.kind === 'object') visit(field.type);
      else if (field.type.component !== undefined)
        scalars.set(field.type.component.typeName, field.type.component);
    }
  };
  for (const model of models) visit(model.root);
  const byName = <T>(map: Map<string, T>): T[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { objects: byName(objects), scalars: byName(scalars) };
}

/** The list of all messages. */
export function indexPage(models: readonly MessageModel[], language: Language): string {
  const { messages, components, suffix, other, generated } = words[language];
  const rows = models.map((model) => {
    const { title, description } = said(model.root.texts, language);
    return row([`[${model.xmlRoot}](${model.name}${suffix})`, title, description]);
  });
  const table = [row([messages, '', '']), row(['---', '---', '---']), ...rows];
  const head = [`# ${messages}`, `[${other.label}](README${other.suffix})`];
  return page([...head, table.join('\n'), `[${components}](components${suffix})`, generated]);
}

function xmlText(document: Document): string {
  return new TextDecoder().decode(codecFor('xml').encode(document, { indent: 2 }).bytes).trimEnd();
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
