import { canonicalCharset, codecFor, codecs, peek, recognise, type Recognition } from '#libs/codecs';
import { issue, type Document, type FormatName, type Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import { canonicalSchemaOf } from './canonical-shape.js';
import { largestMessageBytes, type Input } from './input.js';
import { UsageMistake } from './mistake.js';
import type { Workspace } from './workspace.js';

export interface ReadingRequest {
  readonly format?: string;
  readonly charset?: string;
  readonly schema?: string;
  readonly delimiter?: string;
  /** Only agreements of this partner are looked at. */
  readonly sender?: string;
  /** Options of the codec that are known from elsewhere. */
  readonly options?: object;
}

/** How an input is to be read. */
export interface Reading {
  readonly format: FormatName;
  readonly options: object;
  readonly schema?: string;
  /** The agreement that was recognised, when no schema was asked for. */
  readonly agreement?: Agreement;
}

/** One document of an input, or what is to be said of the input as a whole (without a document, sequence 0). */
export interface ReadDocument {
  /** Counts from 1; undefined when the input is one message and no batch. */
  readonly sequence?: number;
  readonly document?: Document;
  readonly issues: readonly Issue[];
}

/**
 * Finds out how to read an input: what the caller asked for goes first, then the schema, then the agreement that it falls
 * under, then what the bytes look like. Issues when nobody can tell.
 * @throws UsageMistake for formats, charsets and schemas that are not there
 */
export function planReading(
  input: Input,
  request: ReadingRequest,
  workspace: Workspace,
): Reading | { readonly issues: readonly Issue[] } {
  const seen = recognise(input.head, { fileName: input.fileName });
  const asked = request.format === undefined ? undefined : knownFormat(request.format);
  const isTable = isTableFormat(asked ?? seen.format);
  const agreement =
    request.schema === undefined && isTable
      ? agreementFor(input, seen, request.sender, workspace)
      : undefined;
  const schema = request.schema ?? agreement?.schema;
  const codec = schema === undefined ? undefined : codecOf(schema, workspace);
  const format = asked ?? codec?.format ?? agreement?.recognise.format ?? seen.format;
  if (format === undefined) return { issues: seen.issues };
  if (!Object.hasOwn(codecs, format)) {
    throw new UsageMistake({ zh: `尚不能读取 ${format}。`, en: `${format} cannot be read yet.` });
  }
  const options = {
    ...(codec?.format === format ? codec.options : {}),
    ...(agreement?.charset === undefined ? {} : { charset: agreement.charset }),
    ...request.options,
    ...ownOptions(request, format),
  };
  if (format === 'fixed-width' && !('records' in options)) throw layoutMissing(workspace);
  return { format, options, ...(schema === undefined ? {} : { schema }), ...(agreement && { agreement }) };
}

/** The schema that a document is to obey, when the caller named none. */
export function schemaOf(
  document: Document,
  input: Input,
  sender: string | undefined,
  workspace: Workspace,
): { readonly schema: string; readonly agreement?: Agreement } {
  const seen = recognise(input.head, { fileName: input.fileName });
  const agreement = agreementFor(input, seen, sender, workspace);
  if (agreement !== undefined) return { schema: agreement.schema, agreement };
  const schema = canonicalSchemaOf(document, workspace.canonicalMessages);
  if (schema !== undefined) return { schema };
  const list = workspace.schemaNames.join('\n  ');
  throw new UsageMistake({
    zh: `没有协议认得这个文件，请用 --schema 指明结构定义：\n  ${list}`,
    en: `No agreement knows this file; name its schema with --schema:\n  ${list}`,
  });
}

/** Reads an input: a batch record by record while it comes, anything else as a whole. */
export async function* documentsOf(input: Input, { format, options }: Reading): AsyncGenerator<ReadDocument> {
  const codec = codecFor(format);
  if (codec.split === undefined) {
    yield await wholeDocument(input, { format, options });
    return;
  }
  let sequence = 0;
  let isFaulty = false;
  for await (const part of codec.split(input.chunks(), options)) {
    if (part.sequence === 0) {
      isFaulty ||= part.issues.length > 0;
      yield { sequence: 0, issues: part.issues };
      continue;
    }
    sequence = part.sequence;
    const { document, issues } = codec.decode(part.bytes, { ...options, ...part.context });
    yield { sequence, document, issues: [...part.issues, ...issues] };
  }
  if (sequence === 0 && !isFaulty) yield { sequence, issues: [issue('input-empty', {})] };
}

/** The input as one document; of a batch, one that holds all records. */
export async function wholeDocument(input: Input, { format, options }: Reading): Promise<ReadDocument> {
  const bytes = await input.whole();
  if (bytes !== undefined) return codecFor(format).decode(bytes, options);
  return { issues: [issue('input-too-large', {}, { expected: String(largestMessageBytes) })] };
}

/** @throws UsageMistake */
export function knownFormat(name: string): FormatName {
  if (Object.hasOwn(codecs, name)) return name as FormatName;
  const list = Object.keys(codecs).join(', ');
  throw new UsageMistake({
    zh: `没有格式“${name}”，现有：${list}`,
    en: `There is no format "${name}"; there are: ${list}`,
  });
}

/** @throws UsageMistake */
export function knownCharset(name: string): string {
  const charset = canonicalCharset(name);
  if (charset !== undefined) return charset;
  throw new UsageMistake({ zh: `不支持字符集“${name}”。`, en: `The charset "${name}" is not supported.` });
}

export function isTableFormat(format: FormatName | undefined): boolean {
  return format === undefined || format === 'csv' || format === 'fixed-width';
}

function codecOf(schema: string, workspace: Workspace): { format: FormatName; options: object } | undefined {
  return workspace.schemas.table(workspace.requireSchema(schema))?.codec();
}

function ownOptions({ charset, delimiter }: ReadingRequest, format: FormatName): object {
  if (
    delimiter !== undefined &&
    delimiter !== '\\t' &&
    (delimiter.length !== 1 || /["\r\n]/.test(delimiter))
  ) {
    throw new UsageMistake({ zh: '分隔符应为一个字符。', en: 'The delimiter must be one character.' });
  }
  return {
    ...(charset === undefined ? {} : { charset: knownCharset(charset) }),
    ...(delimiter === undefined || format !== 'csv' ? {} : { delimiter: delimiter.replace('\\t', '\t') }),
  };
}

/**
 * The one agreement, of all partners, that such a message falls under. Agreements that only name the format say too
 * little to recognise a message whose sender nobody knows.
 */
function agreementFor(
  input: Input,
  seen: Recognition,
  sender: string | undefined,
  workspace: Workspace,
): Agreement | undefined {
  const { routing } = workspace;
  const { format, charset, rootName, namespace } = seen;
  const property = (name: string): string | undefined =>
    format === 'json' ? peek(input.head, format, name, charset) : undefined;
  const message = { format, rootName, namespace, fileName: input.fileName, property };
  if (sender !== undefined) return routing.agreementFor(sender, message);
  const found = routing.partners
    .flatMap(({ id }) => routing.agreementFor(id, message) ?? [])
    .filter(({ recognise: by }) => by.root ?? by.property ?? by.fileName);
  if (new Set(found.map(({ schema }) => schema)).size < 2) return found[0];
  const list = found.map(({ partner, schema }) => `${partner}: ${schema}`).join('\n  ');
  throw new UsageMistake({
    zh: `有多份协议适用，请用 --sender 或 --schema 指明：\n  ${list}`,
    en: `Several agreements fit; choose one with --sender or --schema:\n  ${list}`,
  });
}

function layoutMissing(workspace: Workspace): UsageMistake {
  const tables = workspace.schemaNames.filter((name) => {
    return workspace.schemas.table(name)?.codec().format === 'fixed-width';
  });
  const list = tables.join('\n  ');
  return new UsageMistake({
    zh: `定长记录没有列定义就无法读取，请用 --schema 指明：\n  ${list}`,
    en: `Fixed-width lines mean nothing without their layout; name it with --schema:\n  ${list}`,
  });
}
