import { codecFor } from '#libs/codecs';
import type { Document } from '#libs/message';
import type { Call, CommandDeclaration } from '../command.js';
import { documentTree } from '../document-tree.js';
import { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { toPlainForm } from '../plain-form.js';
import { documentsOf, planReading, type ReadDocument } from '../reading.js';
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
      summary: { zh: '输出 JSON；批文件每条记录一行', en: 'JSON; of a batch, one line per record' },
    },
    { name: 'positions', summary: { zh: '显示行、列与字节位置', en: 'with line, column and byte offset' } },
    { name: 'limit', value: 'n', summary: { zh: '最多显示 n 条记录', en: 'show at most n records' } },
  ],
  examples: [
    { command: 'decode schemas/sources/sys-1/samples/order-full-wagon.xml --positions' },
    { command: 'decode schemas/sources/sys-4/samples/order.json --json' },
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
    for await (const read of documentsOf(input, reading)) {
      if ((read.sequence ?? 0) > limit) break;
      await show(read, call);
      await report.add(read.issues, read.sequence ? { record: read.sequence } : {});
    }
    return report.exitCode;
  },
};

async function show({ document, sequence }: ReadDocument, { given, terminal }: Call): Promise<void> {
  if (document === undefined) return;
  if (given.flag('json')) {
    await terminal.print(jsonOf(document, sequence === undefined ? 2 : 0));
    return;
  }
  const title = [document.format, document.charset, ...(sequence === undefined ? [] : [`#${sequence}`])];
  await terminal.print(title.join(' '));
  for (const line of documentTree(document, { positions: given.flag('positions'), depth: 1 })) {
    await terminal.print(line);
  }
}

/** A record of a batch is an object; anything else has its plain form. */
function jsonOf(document: Document, indent: number): string {
  const isRecord = document.root.name === 'record' && document.format !== 'xml';
  const plain = isRecord ? { ...document, format: 'json' as const } : toPlainForm(document);
  return Buffer.from(codecFor('json').encode(plain, { charset: 'utf-8', indent }).bytes).toString('utf8');
}
