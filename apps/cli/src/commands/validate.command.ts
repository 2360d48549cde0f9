import type { Issue } from '#libs/message';
import { tolerate, type Agreement } from '#libs/routing';
import type { CommandDeclaration, ExitCode } from '../command.js';
import { validateInterchange } from '../edi/validate-interchange.js';
import { partChecks } from '../edi/partner-checks.js';
import { isEdiFormat } from '../edi/edi-parts.js';
import { Input, largestMessageBytes } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { documentsOf, planReading, schemaOf, wholeDocument, type ReadDocument } from '../reading.js';
import { readingOptions, readingRequest } from '../reading-options.js';
import type { Terminal } from '../terminal.js';
import type { Workspace } from '../workspace.js';

export const validateCommand: CommandDeclaration = {
  name: 'validate',
  summary: {
    zh: '校验报文，标准输出每行一个 JSON 问题；未指明结构定义时按协议识别，EDI 按报文自己声明的定义。',
    en: 'Checks a message; one JSON issue per line. Without --schema, that of the agreement which knows the message; of EDI, the definition that each message names.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    ...readingOptions,
    {
      name: 'sender',
      value: 'partner',
      summary: {
        zh: '按该合作方的协议识别；EDI 按其约定的定义或指南与容忍度校验',
        en: 'look only at the agreements of this partner; EDI is checked by their definitions, guides and tolerance',
      },
    },
  ],
  examples: [
    { command: 'validate schemas/sources/sys-1/samples/order-full-wagon.xml' },
    { command: 'validate schemas/canonical/party/1.example.json' },
    { command: 'validate schemas/edifact/samples/iftmin-d00b.edi' },
    { command: 'validate schemas/x12/samples/404-004010.edi --sender shipper-x12', exitCode: 1 },
    { command: 'validate schemas/sources/sys-6/samples/parcel.csv --schema sources/sys-6/parcel' },
  ],
  async run({ given, terminal, workspace }) {
    const input = await Input.open(given.text('file'), terminal.input);
    const request = readingRequest(given);
    if (request.schema !== undefined) workspace.requireSchema(request.schema);
    const report = new IssueReport(terminal, 'json', 'out');
    const reading = planReading(input, request, workspace);
    if ('issues' in reading) {
      await report.add(reading.issues);
      return finish(report, undefined, terminal);
    }
    if (isEdiFormat(reading.format))
      return validateInterchange(input, reading, report, {
        checks: partChecks(workspace, request.schema, request.sender),
        terminal,
      });
    // totals of a fixed-width file are checked against all of its records
    const isWhole = reading.format === 'fixed-width' && (input.sizeBytes ?? Infinity) <= largestMessageBytes;
    const documents = isWhole ? one(await wholeDocument(input, reading)) : documentsOf(input, reading);
    let target: { schema: string; agreement?: Agreement } | undefined =
      reading.schema === undefined ? undefined : { schema: reading.schema, agreement: reading.agreement };
    for await (const read of documents) {
      const about = read.sequence ? { record: read.sequence } : {};
      if (read.document !== undefined) target ??= schemaOf(read.document, input, request.sender, workspace);
      await report.add(
        tolerate(faultsOf(read, target?.schema, workspace), target?.agreement?.tolerance ?? {}),
        about,
      );
    }
    return finish(report, target?.schema, terminal);
  },
};

function faultsOf(
  { document, issues }: ReadDocument,
  schema: string | undefined,
  workspace: Workspace,
): Issue[] {
  if (document === undefined || schema === undefined) return [...issues];
  return [...issues, ...workspace.validate(document, schema)];
}

async function finish(
  report: IssueReport,
  schema: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const { errors, others } = report.counts;
  const name = schema ?? '-';
  await terminal.note(
    terminal.words({
      zh: `${name}：${errors} 个错误，${others} 个警告`,
      en: `${name}: ${errors} errors, ${others} warnings`,
    }),
  );
  return report.exitCode;
}

async function* one(document: ReadDocument): AsyncGenerator<ReadDocument> {
  yield document;
}
