import type { Field, ObjectType, ScalarType } from '#libs/canonical';
import { said, words, type Language } from './reference-words.js';

/** One row per field; the fields of an object without a name of its own follow with its name in front. */
export function fieldTable(type: ObjectType, language: Language): string[] {
  const { columns } = words[language];
  return [row(columns), row(columns.map(() => '---')), ...rows(type, '', language)];
}

export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function rows(type: ObjectType, prefix: string, language: Language): string[] {
  return type.fields.flatMap((field) => {
    const path = prefix + field.name;
    const own = row([
      `\`${path}\``,
      field.texts.zh.title,
      occurrence(field),
      typeText(field, language),
      said(field.texts, language).description,
      qualifiers(field, language),
      field.source.edifact ?? '',
      field.source['95306'] ?? '',
    ]);
    if (field.type.kind !== 'object' || field.type.typeName !== undefined) return [own];
    return [own, ...rows(field.type, `${path}${field.many === undefined ? '' : '[]'}.`, language)];
  });
}

function occurrence({ required, many }: Field): string {
  if (many !== undefined) return `${many.min}..${many.max}`;
  return required ? '1' : '0..1';
}

function typeText({ type }: Field, language: Language): string {
  if (type.kind === 'object') return type.typeName === undefined ? '' : link(type.typeName, language);
  if (type.enum !== undefined) return type.enum.map((value) => `\`${value}\``).join(', ');
  const { component } = type;
  const name =
    component === undefined ? words[language].types[type.kind] : link(component.typeName, language);
  return [name, ...limits(type, language)].join(', ');
}

/** What a value of this type is held to, beyond what its component says. */
function limits(type: ScalarType, language: Language): string[] {
  const said = words[language];
  const { component, minimum, maximum, fractionDigits, maxLength, pattern } = type;
  const found: string[] = [];
  if (component === undefined && pattern !== undefined) found.push(`\`${pattern}\``);
  if (maxLength !== undefined) found.push(`≤ ${maxLength} ${said.length}`);
  if (minimum !== undefined && maximum !== undefined) found.push(`${minimum}..${maximum}`);
  if (fractionDigits !== undefined) found.push(`≤ ${fractionDigits} ${said.digits}`);
  return found;
}

function qualifiers({ unit, codeList, identifier }: Field, language: Language): string {
  const { list, identifier: label } = words[language];
  const parts = [unit, codeList && `${list} \`${codeList}\``, identifier && `${label} \`${identifier}\``];
  return parts.filter((part) => part !== undefined).join('; ');
}

function link(typeName: string, language: Language): string {
  return `[${typeName}](components${words[language].suffix}#${typeName.toLowerCase()})`;
}
