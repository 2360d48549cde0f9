import type { InterchangeTerms } from '#libs/journey';
import type { EdiIdentity, InterchangeSyntax, SeparatorName } from '#libs/routing';
import type { OptionDeclaration } from '../command.js';
import type { Given } from '../given.js';
import { UsageMistake } from '../mistake.js';
import { knownCharset } from '../reading.js';
import type { EdiFormat } from './edi-parts.js';

/** How an interchange is written around messages; every option has a default. */
export const interchangeOptions: readonly OptionDeclaration[] = [
  {
    name: 'sender',
    value: 'id[:qualifier]',
    summary: {
      zh: '交换的发送方；默认按映射的目的地，否则按报文的 @sender，再否则 SENDER',
      en: 'of an interchange; default by the destination of the mapping, else @sender of the message, else SENDER',
    },
  },
  {
    name: 'recipient',
    value: 'id[:qualifier]',
    summary: { zh: '交换的接收方；默认规则相同，最后为 RECIPIENT', en: 'in the same way, at last RECIPIENT' },
  },
  {
    name: 'number',
    value: 'n',
    summary: { zh: '交换与组的控制参考号，默认 1', en: 'control number of interchange and group; default 1' },
  },
  {
    name: 'syntax-level',
    value: 'level',
    choices: [...'ABCDEFGHIJKLWXY'].map((letter) => `UNO${letter}`),
    summary: { zh: 'EDIFACT 字符级，默认 UNOC', en: 'of EDIFACT; default UNOC' },
  },
  {
    name: 'syntax-version',
    value: 'version',
    summary: {
      zh: 'EDIFACT 语法版本（默认 3）或 ISA12（默认按结构定义）',
      en: 'of EDIFACT, default 3; or ISA12, default that of the schema',
    },
  },
  {
    name: 'separators',
    value: 'characters',
    summary: {
      zh: "EDIFACT：成分、元素、释放、段、重复，默认 :+?' ；X12：元素、段、成分、重复，默认 *~:",
      en: "of EDIFACT: component, element, release, segment, repetition, default :+?' ; of X12: element, segment, component, repetition, default *~:",
    },
  },
  {
    name: 'line-break',
    value: 'kind',
    choices: ['none', 'lf', 'crlf'],
    summary: { zh: '每段之后的换行，默认 none', en: 'behind every segment; default none' },
  },
  { name: 'test', summary: { zh: '标为测试交换', en: 'the interchange calls itself a test' } },
  { name: 'request', summary: { zh: '要求应答', en: 'it asks for an acknowledgement' } },
];

const separatorNames: Readonly<Record<EdiFormat, readonly SeparatorName[]>> = {
  edifact: ['component', 'element', 'release', 'segment', 'repetition'],
  x12: ['element', 'segment', 'component', 'repetition'],
};
const versions: Readonly<Record<EdiFormat, RegExp>> = { edifact: /^[1-4]$/, x12: /^00[2-9]\d\d$/ };
const separator = /^[!-/:-@[-`{-~\x1c-\x1f\n]$/;

/**
 * What was asked for, on top of what is known from elsewhere.
 * @throws UsageMistake for what no interchange of the format can have
 */
export function askedTerms(given: Given, known: InterchangeTerms): InterchangeTerms {
  const { format } = known;
  const charset = given.optional('charset');
  const version = given.optional('syntax-version');
  if (version !== undefined && !versions[format].test(version))
    throw unfit('syntax-version', version, format === 'edifact' ? '1-4' : '00401, 00501 ...');
  const syntax = {
    ...known.syntax,
    version,
    level: given.optional('syntax-level'),
    charset: charset === undefined ? undefined : knownCharset(charset),
    separators: separatorsOf(given.optional('separators'), format),
    lineBreak: given.optional('line-break'),
    ...(given.flag('test') ? { test: true } : {}),
  };
  const asked = Object.entries(syntax).map(([name, value]) => [
    name,
    value ?? known.syntax[name as keyof InterchangeSyntax],
  ]);
  return {
    ...known,
    sender: identityOf(given.optional('sender')) ?? known.sender,
    recipient: identityOf(given.optional('recipient')) ?? known.recipient,
    syntax: Object.fromEntries(asked.filter(([, value]) => value !== undefined)) as InterchangeSyntax,
    requestsAcknowledgement: given.flag('request') || known.requestsAcknowledgement,
  };
}

function identityOf(text: string | undefined): EdiIdentity | undefined {
  if (text === undefined) return undefined;
  const [id = '', qualifier] = text.split(':');
  return qualifier === undefined ? { id } : { id, qualifier };
}

function separatorsOf(text: string | undefined, format: EdiFormat): InterchangeSyntax['separators'] {
  if (text === undefined) return undefined;
  const names = separatorNames[format];
  const signs = [...text];
  const isRight =
    (signs.length === names.length || signs.length === names.length - 1) &&
    new Set(signs).size === signs.length &&
    signs.every((sign) => separator.test(sign));
  if (!isRight) throw unfit('separators', text, format === 'edifact' ? ":+?'" : '*~:');
  return Object.fromEntries(signs.map((sign, at) => [names[at]!, sign]));
}

function unfit(option: string, text: string, example: string): UsageMistake {
  return new UsageMistake({
    zh: `--${option} 不能是“${text}”，例如应为 ${example}`,
    en: `--${option} cannot be "${text}"; it is for example ${example}`,
  });
}
