import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type YAMLMap } from 'yaml';
import type { AgreementState } from '#libs/routing';
import type { AgreementVersion } from './difference/state-changes.js';
import type { ConfigurationFiles } from './configuration-files.js';

/** The place of the file in which a partner is described; undefined when there is none. */
export function partnerPlace({ files }: ConfigurationFiles, partner: string): string | undefined {
  const places = [...files.keys()].filter((place) => /^agreements\/(?!routes\.yaml$).*\.yaml$/.test(place));
  return places.find((place) => partnerNamedIn(textOf(files, place)) === partner);
}

/** Whom a partner's file is about. */
export function partnerNamedIn(text: string): unknown {
  const { contents } = read(text);
  return isMap(contents) ? contents.get('partner') : undefined;
}

/** A file in which one agreement has got another state; every other character of it is as before. */
export function fileWithState(
  configuration: ConfigurationFiles,
  agreement: AgreementVersion,
  state: AgreementState,
): { readonly place: string; readonly text: string } | undefined {
  for (const place of [partnerPlace(configuration, agreement.partner), 'agreements/routes.yaml']) {
    if (place === undefined || !configuration.files.has(place)) continue;
    const text = textOf(configuration.files, place);
    const found = agreementNode(read(text), agreement);
    if (found !== undefined) return { place, text: withState(text, found, state) };
  }
  return undefined;
}

function textOf(files: ConfigurationFiles['files'], place: string): string {
  return Buffer.from(files.get(place)!.bytes).toString('utf8');
}

function read(text: string): Document {
  return parseDocument(text, { logLevel: 'silent' });
}

function agreementNode(document: Document, wanted: AgreementVersion): YAMLMap | undefined {
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  const isOwn = contents.get('partner') === wanted.partner;
  const list = contents.get(isOwn ? 'agreements' : 'destinations');
  if (!isSeq(list)) return undefined;
  return list.items.filter(isMap).find((node) => {
    const direction = isOwn ? (node.get('direction') ?? 'inbound') : 'outbound';
    const isPartners = isOwn || node.get('partner') === wanted.partner;
    const isVersion = (node.get('version') ?? 1) === wanted.version;
    return isPartners && isVersion && direction === wanted.direction && node.get('id') === wanted.id;
  });
}

/** In place of the state that is there, or behind the id, in the manner in which the agreement is written. */
function withState(text: string, node: YAMLMap, state: AgreementState): string {
  const [from, to] = rangeOf(pairOf(node, 'state')?.value);
  if (from !== undefined) return text.slice(0, from) + state + text.slice(to);
  const id = pairOf(node, 'id');
  const [keyAt = 0] = rangeOf(id?.key);
  const [, end = 0] = rangeOf(id?.value);
  if (node.flow === true) return `${text.slice(0, end)}, state: ${state}${text.slice(end)}`;
  const indent = ' '.repeat(keyAt - (text.lastIndexOf('\n', keyAt - 1) + 1));
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return `${text.slice(0, at)}\n${indent}state: ${state}${text.slice(at)}`;
}

function pairOf(node: YAMLMap, name: string): Pair | undefined {
  return node.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** Where a scalar begins and ends in the text. */
function rangeOf(node: unknown): [number, number] | [] {
  const range = isScalar(node) ? node.range : undefined;
  return range === undefined || range === null ? [] : [range[0], range[1]];
}
