import { codecFor } from '#libs/codecs';
import type { FormatName } from '#libs/message';
import type { Call, CommandDeclaration, ExitCode } from '../command.js';
import { convertedDocument } from '../converted-document.js';
import { ediFromJson, isEdiJson } from '../edi/edi-json-reader.js';
import { interchangeOptions } from '../edi/interchange-options.js';
import { ediFormatOfSchema } from '../edi/outgoing-messages.js';
import { writeInterchange } from '../edi/write-interchange.js';
import { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { UsageMistake } from '../mistake.js';
import { knownCharset, knownFormat, planReading, wholeDocument, type ReadDocument } from '../reading.js';
import { writeResult } from '../write-result.js';

export const encodeCommand: CommandDeclaration = {
  name: 'encode',
  summary: {
    zh: '把 JSON 或其他可读的文件写成指定格式与字符集的字节；decode --json 输出的 EDI 逐字节还原；结构化 EDI 报文（--schema）或统一报文（--mapping）写成带信封的完整交换。',
    en:
      'Writes JSON, or any file that can be decoded, as the bytes of a format; EDI from decode --json comes back byte for byte. ' +
      'A structured EDI message (--schema) or a canonical message (--mapping) becomes a whole interchange with its envelope.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    {
      name: 'format',
      value: 'format',
      summary: {
        zh: '目标格式：xml、json、csv、fixed-width、edifact、x12；除 EDI 外必须指明',
        en: 'of the result: xml, json, csv, fixed-width, edifact or x12; needed unless the result is EDI',
      },
    },
    {
      name: 'mapping',
      value: 'mapping',
      summary: {
        zh: '先按此映射把报文转换成 EDI',
        en: 'maps the message to EDI first, e.g. forwarder-edi/transport-status-to-iftsta',
      },
    },
    { name: 'charset', value: 'charset', summary: { zh: '目标字符集', en: 'of the result' } },
    {
      name: 'schema',
      value: 'schema',
      summary: {
        zh: '统一报文（canonical/…）的 JSON 与 XML 互换，或表格的列定义，或结构化 EDI 报文的定义（edifact/d00b/IFTSTA）',
        en: 'of a canonical message, to change between JSON and XML; of a table, for its columns; of structured EDI, e.g. edifact/d00b/IFTSTA',
      },
    },
    { name: 'from', value: 'format', summary: { zh: '输入的格式', en: 'format of the input' } },
    { name: 'root-name', value: 'name', summary: { zh: 'XML 根元素名', en: 'name of the XML root element' } },
    { name: 'indent', value: 'n', summary: { zh: '缩进空格数', en: 'spaces per level' } },
    { name: 'out', value: 'file', summary: { zh: '写入文件', en: 'write to this file' } },
    ...interchangeOptions,
    {
      name: 'now',
      value: 'time',
      summary: {
        zh: '交换的时间（ISO 8601），默认此刻',
        en: 'time of the interchange in ISO 8601; default this moment',
      },
    },
  ],
  examples: [
    { command: 'encode schemas/canonical/party/1.example.json --format xml --schema canonical/party/1' },
    { command: 'encode schemas/sources/sys-1/samples/party.xml --format xml --charset utf-8' },
    { command: 'encode schemas/sources/sys-6/samples/parcel.csv --format json --indent 2' },
    {
      command:
        'encode schemas/canonical/transport-status/1.example.json --mapping forwarder-edi/transport-status-to-iftsta --syntax-level UNOW --syntax-version 4 --line-break lf',
    },
  ],
  async run(call) {
    const { given, terminal, workspace } = call;
    const input = await Input.open(given.text('file'), terminal.input);
    if (isEdiJson(input.head)) return restoreInterchange(input, call);
    const schema = given.optional('schema');
    if (given.optional('mapping') !== undefined || ediFormatOfSchema(schema) !== undefined)
      return writeInterchange(input, call);
    const to = knownFormat(given.optional('format') ?? formatMissing());
    const options = targetOptions(to, call);
    const report = new IssueReport(terminal, 'text');
    const reading = planReading(input, { format: given.optional('from') }, workspace);
    const read: ReadDocument = 'issues' in reading ? reading : await wholeDocument(input, reading);
    await report.add(read.issues);
    if (read.document === undefined) return report.exitCode;
    const conversion = { to, schema, rootName: given.optional('root-name') };
    const document = convertedDocument(read.document, conversion, workspace);
    const { bytes, issues } = codecFor(to).encode(document, options);
    await report.add(issues);
    await writeResult(bytes, call);
    return report.exitCode;
  },
};

/** As they come, so that an interchange of any length can be written. */
async function restoreInterchange(input: Input, call: Call): Promise<ExitCode> {
  const isFile = call.given.optional('out') !== undefined;
  const pieces: Uint8Array[] = [];
  for await (const bytes of ediFromJson(input.chunks())) {
    if (isFile) pieces.push(bytes);
    else await call.terminal.write(bytes);
  }
  if (isFile) await writeResult(Buffer.concat(pieces), call);
  return 0;
}

function formatMissing(): never {
  throw new UsageMistake({ zh: '请用 --format 指明目标格式。', en: 'Say with --format what to write.' });
}

function targetOptions(to: FormatName, { given, workspace }: Call): object {
  const schema = given.optional('schema');
  const charset = given.optional('charset');
  const table =
    schema === undefined ? undefined : workspace.schemas.table(workspace.requireSchema(schema))?.codec();
  if (to === 'fixed-width' && table?.format !== to) {
    throw new UsageMistake({
      zh: '写定长记录需要列定义，请用 --schema 指明。',
      en: 'Fixed-width lines need their layout; name it with --schema.',
    });
  }
  const indent = given.count('indent');
  return {
    charset: 'utf-8',
    ...(table?.format === to ? table.options : {}),
    ...(charset === undefined ? {} : { charset: knownCharset(charset) }),
    ...(indent === undefined || (to !== 'xml' && to !== 'json') ? {} : { indent: Math.min(indent, 16) }),
  };
}
