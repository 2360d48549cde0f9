import { codecFor } from '#libs/codecs';
import { faultsAtSource, type MappedDocument, type Mapping } from '#libs/mapping';
import type { Document, FormatName, Issue } from '#libs/message';
import type { Call, CommandDeclaration } from '../command.js';
import { isEdiFormat } from '../edi/edi-parts.js';
import { convertedDocument } from '../converted-document.js';
import { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { lineageLines } from '../lineage-lines.js';
import { readMapping, sideOptions, type NamedMapping } from '../mapping-source.js';
import { UsageMistake } from '../mistake.js';
import { requiredMoment } from '../moment.js';
import { documentsOf, knownFormat, planReading } from '../reading.js';
import type { Workspace } from '../workspace.js';

export const mapCommand: CommandDeclaration = {
  name: 'map',
  summary: {
    zh: '按映射转换报文，输出目标报文；问题写到标准错误。',
    en: 'Maps a message and prints the result; issues go to standard error.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    {
      name: 'mapping',
      value: 'mapping',
      isRequired: true,
      summary: {
        zh: '映射名（sys-1/order-to-transport-order）或 .yaml 文件',
        en: 'a name such as sys-1/order-to-transport-order, or a .yaml file',
      },
    },
    {
      name: 'lineage',
      summary: {
        zh: '改为每个目标值一行：值、规则、来源',
        en: 'instead, one line per target value: value, rule, source',
      },
    },
    {
      name: 'sender',
      value: 'partner',
      summary: { zh: '发送方，默认按协议', en: 'whose codes come in; default by the agreements' },
    },
    {
      name: 'receiver',
      value: 'partner',
      summary: { zh: '接收方，默认按路由', en: 'whose codes go out; default by the routes' },
    },
    {
      name: 'format',
      value: 'format',
      summary: {
        zh: '输出格式，默认为目标格式；目标为 EDI 时为 json',
        en: 'of the output; default that of the target, of EDI: json',
      },
    },
    {
      name: 'now',
      value: 'time',
      summary: {
        zh: '接收时间（ISO 8601），默认此刻',
        en: 'time of receipt in ISO 8601; default this moment',
      },
    },
    { name: 'limit', value: 'n', summary: { zh: '最多转换 n 条记录', en: 'map at most n records' } },
  ],
  examples: [
    {
      command:
        'map schemas/sources/sys-1/samples/order-full-wagon.xml --mapping sys-1/order-to-transport-order --now 2026-03-16T08:00:00Z',
    },
    {
      command:
        'map schemas/sources/sys-1/samples/order-full-wagon.xml --mapping sys-1/order-to-transport-order --lineage',
    },
  ],
  async run(call) {
    const { given, terminal, workspace } = call;
    const named = readMapping(given.text('mapping'), workspace);
    const { mapping } = named;
    const context = {
      ...partnersOf(named, call),
      codeLists: workspace.codeLists,
      now: requiredMoment(given.optional('now')),
    };
    const output = new MappedOutput(mapping, call);
    const report = new IssueReport(terminal, 'text');
    const input = await Input.open(given.text('file'), terminal.input);
    const limit = given.count('limit') ?? Infinity;
    const request = { format: mapping.from.format, options: sideOptions(mapping.from, workspace) };
    const reading = planReading(input, request, workspace);
    if ('issues' in reading) throw new Error('a mapping names the format of its source');
    for await (const { sequence, document, issues } of documentsOf(input, reading)) {
      if ((sequence ?? 0) > limit) break;
      await report.add(issues);
      if (document === undefined) continue;
      const result = mapping.run(document, context);
      await report.add([
        ...result.issues,
        ...result.documents.flatMap((one) => faults(one, mapping, workspace)),
      ]);
      await report.add(await output.print(result.documents, sequence));
    }
    return report.exitCode;
  },
};

function faults(mapped: MappedDocument, { to }: Mapping, workspace: Workspace): Issue[] {
  return to.schema === undefined || !workspace.schemas.has(to.schema)
    ? []
    : faultsAtSource(workspace.validate(mapped.document, to.schema), mapped);
}

/** Prints target documents: JSON indented, or one per line when there are several; other formats as their bytes. */
class MappedOutput {
  private count = 0;
  private readonly format: FormatName;

  constructor(
    private readonly mapping: Mapping,
    private readonly call: Call,
  ) {
    const { format } = mapping.to;
    const written = knownFormat(call.given.optional('format') ?? (isEdiFormat(format) ? 'json' : format));
    if (isEdiFormat(written)) throw interchangeNeeded;
    this.format = written;
  }

  async print(documents: readonly MappedDocument[], sequence: number | undefined): Promise<readonly Issue[]> {
    const issues: Issue[] = [];
    const isAlone = sequence === undefined && documents.length === 1;
    for (const mapped of documents) {
      this.count += 1;
      if (this.call.given.flag('lineage')) {
        for (const line of lineageLines(mapped, this.count)) await this.call.terminal.print(line);
      } else {
        issues.push(...(await this.write(mapped.document, isAlone)));
      }
    }
    return issues;
  }

  private async write(document: Document, isAlone: boolean): Promise<readonly Issue[]> {
    const { terminal, workspace } = this.call;
    const { to } = this.mapping;
    const shaped = convertedDocument(document, { to: this.format, schema: to.schema }, workspace);
    const own = this.format === to.format ? sideOptions(to, workspace) : {};
    const form = this.format === 'json' ? { indent: isAlone ? 2 : 0 } : {};
    // a table has its header once
    const header = this.format === 'csv' && this.count > 1 ? { headerLines: 0 } : {};
    const { bytes, issues } = codecFor(this.format).encode(shaped, {
      ...form,
      ...prefixes(this.mapping, this.format),
      ...own,
      ...header,
    });
    await terminal.write(bytes);
    if (this.format === 'json' || this.format === 'xml') await terminal.write('\n');
    return issues;
  }
}

const interchangeNeeded = new UsageMistake({
  zh: 'EDI 报文要有信封才能写成字节；请用 bianzu encode --mapping，或用 --format json 看结构化报文。',
  en: 'Bytes of EDI need an envelope: use bianzu encode --mapping; or see the structured message with --format json.',
});

function prefixes({ to }: Mapping, format: string): object {
  const namespaces = to.namespaces ?? {};
  return format === 'xml' && Object.keys(namespaces).length > 0 ? { prefixes: namespaces } : {};
}

/** By the agreements and destinations that use the mapping, unless they were given. */
function partnersOf(
  { name }: NamedMapping,
  { given, workspace }: Call,
): { sender?: string; receiver?: string } {
  const { partners, destinations } = workspace.routing;
  const agreements = partners.flatMap((partner) => partner.agreements);
  const from = agreements.find(({ mappings }) => name !== undefined && mappings.includes(name))?.partner;
  const to = destinations.find(({ mapping }) => mapping === name)?.partner;
  return { sender: given.optional('sender') ?? from, receiver: given.optional('receiver') ?? to };
}
