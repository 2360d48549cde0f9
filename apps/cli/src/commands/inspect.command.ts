import type { Language } from '#libs/message';
import type { Call, CommandDeclaration } from '../command.js';
import { knownCharset } from '../reading.js';
import { ediFormatOf } from '../edi/edi-file.js';
import { ediParts } from '../edi/edi-parts.js';
import { Input } from '../input.js';
import { Inspection } from '../inspection/inspection.js';
import { inspectionWords } from '../inspection/inspection-words.js';
import { Meanings } from '../inspection/meaning.js';
import type { Page } from '../inspection/segment-lines.js';
import { coloured, plain } from '../inspection/style.js';
import { IssueReport } from '../issue-report.js';

export const inspectCommand: CommandDeclaration = {
  name: 'inspect',
  summary: {
    zh: '像懂 EDI 的人那样读一份 EDIFACT 或 X12 交换：段、名称、值、代码含义，问题标在原处。',
    en: 'Prints an EDIFACT or X12 interchange as people read it: segments, names, values, codes spelled out, faults in place.',
  },
  arguments: [{ name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } }],
  options: [
    {
      name: 'language',
      value: 'language',
      choices: ['zh', 'en'],
      summary: { zh: '名称与含义的语言，默认同 --lang', en: 'of names and meanings; default that of --lang' },
    },
    {
      name: 'message',
      value: 'n',
      summary: { zh: '只看文件中的第 n 个报文', en: 'only message n of the file' },
    },
    { name: 'limit', value: 'n', summary: { zh: '最多显示 n 个报文', en: 'show at most n messages' } },
    {
      name: 'schema',
      value: 'schema',
      summary: {
        zh: '按此定义或指南校验，如 edifact/d00b/IFTMIN；默认用报文自己声明的定义',
        en: 'a definition or guide such as edifact/d00b/IFTMIN; default: what each message names',
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
  ],
  examples: [
    { command: 'inspect schemas/edifact/samples/iftmin-d00b.edi' },
    { command: 'inspect schemas/x12/samples/404-004010.edi --language zh --message 1' },
  ],
  async run(call) {
    const { given, terminal, workspace } = call;
    const input = await Input.open(given.text('file'), terminal.input);
    const schema = given.optional('schema');
    if (schema !== undefined) workspace.requireSchema(schema);
    const read = ediFormatOf(input, given.optional('format'));
    if ('issues' in read) {
      const report = new IssueReport(terminal, 'text');
      await report.add(read.issues);
      return report.exitCode;
    }
    const { format } = read;
    const page = pageFor(call, format);
    const inspection = new Inspection({ schemas: workspace.schemas, schema, page });
    const charset = given.optional('charset');
    const options = charset === undefined ? {} : { charset: knownCharset(charset) };
    const only = given.count('message');
    const limit = given.count('limit') ?? Infinity;
    let isCut = false;
    for await (const part of ediParts(input.chunks(), format, options)) {
      isCut = part.sequence > (only ?? limit);
      if (isCut) break;
      if (only !== undefined && part.sequence !== only) continue;
      const lines = only === undefined ? inspection.part(part) : inspection.alone(part);
      await terminal.write(lines.map((line) => `${line}\n`).join(''));
    }
    await summarise(inspection, isCut, page, call);
    return inspection.summary.hasErrors ? 1 : 0;
  },
};

function pageFor({ given, terminal, workspace, environment }: Call, format: 'edifact' | 'x12'): Page {
  const language = (given.optional('language') as Language | undefined) ?? terminal.language;
  const { columns } = terminal;
  const isPlain = columns === undefined || environment.TERM === 'dumb' || (environment.NO_COLOR ?? '') !== '';
  const names = workspace.ediNames(format);
  const meanings = new Meanings(names, workspace.codeLists, language);
  return { language, columns, paint: isPlain ? plain : coloured, names, meanings };
}

async function summarise(
  inspection: Inspection,
  isCut: boolean,
  page: Page,
  { terminal }: Call,
): Promise<void> {
  const { language, paint } = page;
  const cut = isCut ? ` (${inspectionWords.notReadOn[language]})` : '';
  await terminal.print('');
  const [first, ...more] = inspection.summary.lines(language);
  await terminal.print(paint('heading', `${inspectionWords.summary[language]}: ${first}${cut}`));
  for (const line of more) await terminal.print(line);
}
