import { codecFor } from '#libs/codecs';
import type { Document } from '#libs/message';
import type { Call, CommandDeclaration } from '../command.js';
import { documentTree } from '../document-tree.js';
import { EdiJsonWriter } from '../edi/edi-json-writer.js';
import { ediParts, isEdiFormat, type EdiFormat } from '../edi/edi-parts.js';
import { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { toPlainForm } from '../plain-form.js';
import { documentsOf, planReading, type Reading, type ReadDocument } from '../reading.js';
import { readingOptions, readingRequest } from '../reading-options.js';

export const decodeCommand: CommandDeclaration = {
  name: 'decode',
  summary: {
    zh: '识别格式与字符集，把报文显示为树或 JSON。',
    en: 'Recognises format and charset and shows a message as a tree or as JSON.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    ...readingOptions,
    {
      name: 'json',
      summary: {
        zh: '输出 JSON；批文件每条记录一行，EDI 每个报文一行',
        en: 'JSON; of a batch, one line per record; of EDI, one per message and for what is around messages',
      },
    },
    { name: 'positions', summary: { zh: '显示行、列与字节位置', en: 'with line, column and byte offset' } },
    {
      name: 'limit',
      value: 'n',
      summary: { zh: '最多显示 n 条记录或 n 个报文', en: 'show at most n records or messages' },
    },
  ],
  examples: [
    { command: 'decode schemas/sources/sys-1/samples/order-full-wagon.xml --positions' },
    { command: 'decode schemas/sources/sys-4/samples/order.json --json' },
    { command: 'decode schemas/edifact/samples/iftmin-d00b.edi --json' },
    {
      command:
        'decode schemas/sources/sys-6/samples/parcel-status.txt --schema sources/sys-6/parcel-status --limit 2',
    },
  ],
  async run(call) {
    const { given, terminal, workspace } = call;
    const input = await Input.open(given.text('file'), terminal.input);
    const report = new IssueReport(terminal, given.flag('json') ? 'json' : 'text');
    const reading = planReading(input, readingRequest(given), workspace);
    const limit = given.count('limit') ?? Infinity;
    if ('issues' in reading) {
      await report.add(reading.issues);
      return report.exitCode;
    }
    if (isEdiFormat(reading.format)) {
      await showInterchange(input, reading, report, call);
      return report.exitCode;
    }
    for await (const read of documentsOf(input, reading)) {
      if ((read.sequence ?? 0) > limit) break;
      await show(read, call);
      await report.add(read.issues, read.sequence ? { record: read.sequence } : {});
    }
    return report.exitCode;
  },
};

async function showInterchange(
  input: Input,
  { format, options }: Reading,
  report: IssueReport,
  call: Call,
): Promise<void> {
  const { given, terminal } = call;
  const limit = given.count('limit') ?? Infinity;
  const json = new EdiJsonWriter();
  for await (const part of ediParts(input.chunks(), format as EdiFormat, options)) {
    const { document, sequence, bytes, issues } = part;
    if (sequence > limit) break;
    if (given.flag('json')) {
      if (bytes.length > 0) await terminal.print(JSON.stringify(json.line(part)));
    } else if (document !== undefined)
      await show({ document, sequence: sequence || undefined, issues }, call);
    await report.add(issues, sequence === 0 ? {} : { message: sequence });
  }
}

async function show({ document, sequence }: ReadDocument, { given, terminal }: Call): Promise<void> {
  if (document === undefined) return;
  if (given.flag('json')) {
    await terminal.print(jsonOf(document, sequence === undefined ? 2 : 0));
    return;
  }
  const title = [document.format, document.charset, ...(sequence === undefined ? [] : [`#${sequence}`])];
  await terminal.print(title.join(' '));
  // of EDI, what is shown are its segments
  const root = isEdiFormat(document.format) ? { ...document.root, name: '' } : document.root;
  const tree = documentTree({ ...document, root }, { positions: given.flag('positions'), depth: 1 });
  for (const line of tree) {
    await terminal.print(line);
  }
}

/** A record of a batch is an object; anything else has its plain form. */
function jsonOf(document: Document, indent: number): string {
  const isRecord = document.root.name === 'record' && document.format !== 'xml';
  const plain = isRecord ? { ...document, format: 'json' as const } : toPlainForm(document);
  return Buffer.from(codecFor('json').encode(plain, { charset: 'utf-8', indent }).bytes).toString('utf8');
}
