import type { EdiSegment, EdiSyntax } from '#libs/codecs';
import type { DocumentNode } from '#libs/message';
import type { EdiMessage } from '#libs/validation';
import { shown } from '../terminal.js';
import { inspectionWords as words } from './inspection-words.js';
import { readableDay, readableTime } from './readable-value.js';
import type { Page } from './segment-lines.js';

/** `interchange 1 · 581575491 · A (14) → B (14) · 2021-03-19 12:22 · UNOC 3 · utf-8 · test`, and its separators. */
export function interchangeHeading(header: EdiSegment, ordinal: number, page: Page): string[] {
  const { language, paint } = page;
  const isX12 = header.name === 'ISA';
  const parties = isX12
    ? [party(at(header, 6), at(header, 5)), party(at(header, 8), at(header, 7))]
    : [party(at(header, 2), at(header, 2, 2)), party(at(header, 3), at(header, 3, 2))];
  const [day, time] = isX12 ? [at(header, 9), at(header, 10)] : [at(header, 4), at(header, 4, 2)];
  const isTest = at(header, isX12 ? 15 : 11) === (isX12 ? 'T' : '1');
  const { level, version, charset } = header.syntax;
  const facts = [
    `${words.interchange[language]} ${ordinal}`,
    at(header, isX12 ? 13 : 5),
    parties.join(' → '),
    `${readableDay(day) ?? day} ${readableTime(time) ?? time}`.trim(),
    `${level ?? 'X12'} ${version}`,
    charset,
    isTest ? words.test[language] : '',
  ];
  return [paint('heading', joined(facts)), `  ${paint('quiet', separatorLine(header.syntax, page))}`];
}

export function groupHeading(header: EdiSegment, ordinal: number, { language, paint }: Page): string {
  const isX12 = header.name === 'GS';
  const facts = [
    `${words.group[language]} ${ordinal}`,
    at(header, isX12 ? 6 : 5),
    at(header, 1),
    `${at(header, 2)} → ${at(header, 3)}`,
    isX12
      ? at(header, 8)
      : [1, 2, 3]
          .map((part) => at(header, 7, part))
          .join(' ')
          .trim(),
  ];
  return paint('heading', joined(facts));
}

export function messageHeading(message: EdiMessage, ordinal: number, { language, paint }: Page): string {
  const [header] = message.segments;
  const isX12 = header?.name === 'ST';
  const identity = isX12
    ? [at(header, 1), message.ref.split('/')[1] ?? '', message.association]
    : [1, 2, 3, 4, 5].map((part) => at(header, 2, part));
  const facts = [
    `${words[isX12 ? 'set' : 'message'][language]} ${ordinal}`,
    at(header, isX12 ? 2 : 1),
    identity.filter((one) => one !== '').join(' '),
  ];
  return paint('heading', joined(facts));
}

/** The text of an element or component, positions from 1. */
function at(segment: DocumentNode | undefined, element: number, component = 1): string {
  const node = segment?.children[element - 1];
  if (node === undefined || node.kind === 'array') return '';
  const text =
    node.kind === 'value' ? (component === 1 ? node.text : '') : node.children[component - 1]?.text;
  return text?.trim() ?? '';
}

function party(id: string, qualifier: string): string {
  return qualifier === '' ? id : `${id} (${qualifier})`;
}

function joined(facts: readonly string[]): string {
  return facts
    .filter((fact) => fact !== '')
    .map(shown)
    .join(' · ');
}

function separatorLine({ separators, decimalMarks }: EdiSyntax, { language }: Page): string {
  const { component, element, repetition, release, segment } = separators;
  const all = {
    component,
    element,
    repetition,
    release,
    decimal: decimalMarks.length === 1 ? decimalMarks : undefined,
    segment,
  };
  const named = Object.entries(all).filter((entry) => entry[1] !== undefined && entry[1] !== '');
  const each = named.map(([name, sign]) => `${words[name as keyof typeof all][language]} ${signOf(sign!)}`);
  return `${words.separators[language]}: ${each.join('  ')}`;
}

function signOf(sign: string): string {
  if (sign > ' ' && sign < '\x7f') return sign;
  return `<${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`;
}
