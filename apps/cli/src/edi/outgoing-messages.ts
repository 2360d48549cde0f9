import { interchangeTerms, type InterchangeTerms } from '#libs/journey';
import type { Document, DocumentNode, Issue } from '#libs/message';
import type { Call } from '../command.js';
import { convertedDocument } from '../converted-document.js';
import type { Input } from '../input.js';
import { readMapping } from '../mapping-source.js';
import { UsageMistake } from '../mistake.js';
import { requiredMoment } from '../moment.js';
import { planReading, wholeDocument, type ReadDocument } from '../reading.js';
import type { Workspace } from '../workspace.js';
import { isEdiFormat, type EdiFormat } from './edi-parts.js';

/** Structured messages that are to leave together, and what is known of their interchange. */
export interface OutgoingMessages {
  readonly messages: readonly Document[];
  readonly terms: InterchangeTerms;
  readonly issues: readonly Issue[];
}

/** The format of the messages of a schema; undefined for one that is not of EDI. */
export function ediFormatOfSchema(schema: string | undefined): EdiFormat | undefined {
  return (['edifact', 'x12'] as const).find((format) => schema?.startsWith(`${format}/`));
}

/** A structured message as JSON, or a list of them. @throws UsageMistake when it is something else */
export async function structuredMessages(
  input: Input,
  schema: string,
  { given, workspace }: Call,
): Promise<OutgoingMessages> {
  const format = ediFormatOfSchema(workspace.requireSchema(schema))!;
  const { document, issues } = await readWhole(input, given.optional('from') ?? 'json', workspace);
  const { root } = document ?? {};
  const roots = root?.kind === 'array' ? root.children : [root].filter((one) => one !== undefined);
  if (roots.some(({ kind }) => kind !== 'object')) throw notStructured;
  const messages = roots.map((one) => messageOf(one, format, schema));
  const own = (side: 'sender' | 'recipient'): InterchangeTerms['sender'] =>
    factsOf(roots[0], side) ?? { id: side.toUpperCase() };
  const terms = { format, schema, sender: own('sender'), recipient: own('recipient'), syntax: {} };
  return { messages, terms: { ...terms, requestsAcknowledgement: false }, issues };
}

/** What a mapping makes of a message; sender, recipient and syntax are those of the destination that uses it. */
export async function mappedMessages(
  input: Input,
  reference: string,
  { given, workspace }: Call,
): Promise<OutgoingMessages> {
  const { mapping, name } = readMapping(reference, workspace);
  const { format } = mapping.to;
  const schema = given.optional('schema') ?? mapping.to.schema;
  if (!isEdiFormat(format) || schema === undefined) throw notToEdi(reference);
  workspace.requireSchema(schema);
  const { destinations, partners } = workspace.routing;
  const destination = destinations.find((one) => one.mapping === name);
  const known =
    destination &&
    interchangeTerms(
      destination,
      partners.find(({ id }) => id === destination.partner),
    );
  const plain = { sender: { id: 'SENDER' }, recipient: { id: 'RECIPIENT' }, syntax: {} };
  const terms = { requestsAcknowledgement: false, ...(known ?? plain), format, schema };
  const read = await readWhole(input, given.optional('from'), workspace);
  if (read.document === undefined) return { messages: [], terms, issues: read.issues };
  const source = convertedDocument(
    read.document,
    { to: mapping.from.format, schema: mapping.from.schema },
    workspace,
  );
  const { documents, issues } = mapping.run(source, {
    codeLists: workspace.codeLists,
    now: requiredMoment(given.optional('now')),
    ...(destination === undefined ? {} : { receiver: destination.partner }),
  });
  return { messages: documents.map(({ document }) => document), terms, issues: [...read.issues, ...issues] };
}

async function readWhole(
  input: Input,
  format: string | undefined,
  workspace: Workspace,
): Promise<ReadDocument> {
  const reading = planReading(input, { format }, workspace);
  return 'issues' in reading ? reading : wholeDocument(input, reading);
}

function messageOf(root: DocumentNode, format: EdiFormat, schema: string): Document {
  const name = schema.slice(schema.lastIndexOf('/') + 1);
  return { format, charset: 'utf-8', root: { ...root, name, parent: undefined } };
}

function factsOf(
  root: DocumentNode | undefined,
  side: 'sender' | 'recipient',
): InterchangeTerms['sender'] | undefined {
  const fact = (name: string): string | undefined =>
    root?.children.find((child) => child.name === `@${name}`)?.text;
  const id = fact(side);
  const qualifier = fact(`${side}Qualifier`);
  return id === undefined ? undefined : { id, ...(qualifier === undefined ? {} : { qualifier }) };
}

const notStructured = new UsageMistake({
  zh: '结构化 EDI 报文应为 JSON 对象（段与段组为成员），或其列表。',
  en: 'A structured EDI message is a JSON object whose members are segments and groups, or a list of such objects.',
});

function notToEdi(mapping: string): UsageMistake {
  return new UsageMistake({
    zh: `映射“${mapping}”的目标不是 EDIFACT 或 X12；请用 bianzu map。`,
    en: `The mapping "${mapping}" does not lead to EDIFACT or X12; use bianzu map.`,
  });
}
