import { noAcknowledgementTexts, recogniseSender, type EdiAcknowledgement } from '#libs/acknowledgements';
import type { Call, CommandDeclaration } from '../command.js';
import { answer, answerForms, type AnswerForm, type AnswerTerms } from '../edi/answer.js';
import { answerAsAgreed, writeAnswer } from '../edi/agreed-answers.js';
import { ediPartner, partChecks, type EdiPartner } from '../edi/partner-checks.js';
import { ediFormatOf } from '../edi/edi-file.js';
import { ediParts, type EdiFormat } from '../edi/edi-parts.js';
import { reportsOf, type FileReports } from '../edi/interchange-reports.js';
import { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { UsageMistake } from '../mistake.js';
import { requiredMoment } from '../moment.js';
import { knownCharset } from '../reading.js';
import { shown } from '../terminal.js';

/** Silence is the right answer to these: nothing is wrong. */
const rightlySilent = new Set(['acknowledgement-received', 'nothing-to-tell']);

export const ackCommand: CommandDeclaration = {
  name: 'ack',
  summary: {
    zh: '生成对一份 EDIFACT 或 X12 交换的应答（CONTRL、APERAK、TA1、997、999），写到标准输出；不该应答时在标准错误说明原因。退出码 0：已接受，或本不该应答；1：拒绝了其中内容，或无法应答。',
    en:
      'Writes the acknowledgement of an EDIFACT or X12 interchange (CONTRL, APERAK, TA1, 997, 999) to standard output, or the reason ' +
      'why there is none to standard error. Exit code 0: all is accepted, or rightly not answered; 1: something is refused, or no answer can be made.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    {
      name: 'form',
      value: 'form',
      choices: [...answerForms.edifact, ...answerForms.x12],
      summary: { zh: '默认 CONTRL 或 997', en: 'default: CONTRL, or 997' },
    },
    { name: 'receipt', summary: { zh: 'CONTRL：只说已收到', en: 'CONTRL: only that it has come' } },
    {
      name: 'whole',
      summary: { zh: '一个报文有错即拒绝整个交换', en: 'one refused message refuses the whole interchange' },
    },
    {
      name: 'all',
      summary: { zh: '也逐一列出接受的报文', en: 'name accepted messages of CONTRL and APERAK too' },
    },
    {
      name: 'application',
      summary: { zh: '内容错误（代码等）也导致拒绝', en: 'faults of content, such as codes, refuse too' },
    },
    {
      name: 'schema',
      value: 'schema',
      summary: {
        zh: '按此定义或指南校验；默认用报文自己声明的定义',
        en: 'a definition or guide to check by; default: what each message names',
      },
    },
    {
      name: 'sender',
      value: 'partner',
      summary: {
        zh: '按与该合作方的约定校验并应答：定义或指南、容忍度、应答种类',
        en: 'by what is agreed with this partner: definitions, guides, tolerance, and which answers it wants',
      },
    },
    {
      name: 'format',
      value: 'format',
      choices: ['edifact', 'x12'],
      summary: { zh: '不识别，直接按此格式读', en: 'read as this, whatever it looks like' },
    },
    {
      name: 'charset',
      value: 'charset',
      summary: { zh: '约定的字符集', en: 'the charset that was agreed on' },
    },
    {
      name: 'number',
      value: 'n',
      summary: { zh: '我方控制参考号，默认 1', en: 'our control reference; default 1' },
    },
    {
      name: 'now',
      value: 'time',
      summary: {
        zh: '应答时间（ISO 8601），默认此刻',
        en: 'time of the answer in ISO 8601; default this moment',
      },
    },
  ],
  examples: [
    { command: 'ack schemas/edifact/samples/iftmin-d00b.edi --all --now 2026-11-22T08:15:00Z' },
    { command: 'ack schemas/x12/samples/404-004010.edi --form 999' },
    { command: 'ack schemas/x12/samples/404-004010.edi --sender shipper-x12', exitCode: 1 },
  ],
  async run(call) {
    const { given, terminal, workspace } = call;
    const schema = given.optional('schema');
    if (schema !== undefined) workspace.requireSchema(schema);
    const input = await Input.open(given.text('file'), terminal.input);
    const read = ediFormatOf(input, given.optional('format'));
    const format = 'format' in read ? read.format : answerable(input.head);
    if (format === undefined) {
      const report = new IssueReport(terminal, 'text');
      await report.add('issues' in read ? read.issues : []);
      return report.exitCode;
    }
    const partnerId = given.optional('sender');
    const partner = partnerId === undefined ? undefined : ediPartner(partnerId, workspace);
    const terms = termsOf(call, format, partner);
    const charset = given.optional('charset');
    const options = charset === undefined ? {} : { charset: knownCharset(charset) };
    const parts = ediParts(input.chunks(), format, options);
    const checks = partChecks(workspace, schema, partnerId);
    const found = await reportsOf(parts, checks, input.head, format);
    await noteUnknown(found, call);
    const isAgreed = partner !== undefined && given.optional('form') === undefined && !given.flag('receipt');
    const isFine = isAgreed
      ? await answerAsAgreed(found, partner.edi, call)
      : await answerAll(found, terms, call);
    return isFine ? 0 : 1;
  },
};

/** @returns whether everything is accepted, or rightly not answered */
async function answerAll({ reports }: FileReports, terms: AnswerTerms, call: Call): Promise<boolean> {
  const { given } = call;
  const at = requiredMoment(given.optional('now'));
  const first = given.count('number') ?? 1;
  let isFine = reports.length > 0;
  if (reports.length === 0) await noteSilence({ kind: 'none', reason: 'sender-unknown' }, call);
  for (const [index, report] of reports.entries()) {
    const made = answer(report, terms, { control: first + index, at });
    if (made.kind === 'none') {
      await noteSilence(made, call);
      isFine &&= rightlySilent.has(made.reason);
      continue;
    }
    isFine = (await writeAnswer(made, call)) && isFine;
  }
  return isFine;
}

async function noteSilence(
  { reason, detail }: Extract<EdiAcknowledgement, { kind: 'none' }>,
  { terminal }: Call,
): Promise<void> {
  const text = terminal.words(noAcknowledgementTexts[reason]);
  await terminal.note(`${reason}: ${text}${detail === undefined ? '' : ` (${detail})`}`);
}

async function noteUnknown({ unknown }: FileReports, { terminal }: Call): Promise<void> {
  for (const ref of unknown) {
    await terminal.note(
      terminal.words({
        zh: `没有 ${shown(ref)} 的定义，按语法应答。`,
        en: `There is no definition ${shown(ref)}: the answer is about the syntax only.`,
      }),
    );
  }
}

/** Of what is no interchange as a whole, but has the header of one somewhere. */
function answerable(head: Uint8Array): EdiFormat | undefined {
  return (['edifact', 'x12'] as const).find((format) => recogniseSender(head, format, []) !== undefined);
}

function termsOf({ given, terminal }: Call, format: EdiFormat, partner?: EdiPartner): AnswerTerms {
  const form =
    (given.optional('form') as AnswerForm | undefined) ?? (format === 'edifact' ? 'contrl' : '997');
  if (!(answerForms[format] as readonly string[]).includes(form)) {
    throw new UsageMistake({
      zh: `${format} 没有应答“${form}”。`,
      en: `${format} is not answered by ${form}.`,
    });
  }
  return {
    form,
    isReceipt: given.flag('receipt'),
    policy: given.flag('whole') || partner?.edi.batch.refuse === 'interchange' ? 'whole' : 'split',
    ...(given.flag('all') ? { namesAccepted: true } : {}),
    coversApplication: given.flag('application'),
    language: terminal.language,
  };
}
