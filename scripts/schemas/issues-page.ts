import { issueLayers } from '#libs/message';

const layers: Record<keyof typeof issueLayers, readonly [title: string, meaning: string]> = {
  syntax: ['Syntax 语法', 'Bytes, charset and the grammar of the format. 字节、字符集与格式语法。'],
  structure: [
    'Structure 结构',
    'What the schema, the table or the rules of the agreement say. 结构定义、表定义与规则。',
  ],
  edi: [
    'EDI 电子数据交换',
    'Interchanges of EDIFACT and X12: separators, envelopes, characters. 分隔符、信封与字符。',
  ],
  'edi-message': [
    'EDI messages EDI 报文',
    'Messages against their definition or partner guide: segments, elements, conditions. 报文结构、数据元与条件。',
  ],
  codes: [
    'Codes and identifiers 代码与标识',
    'Code lists, cross-references, check digits. 代码表、对照与校验位。',
  ],
  mapping: ['Mapping 映射', 'A value that cannot be turned into its target. 无法转换的值。'],
  signature: [
    'Signatures 签名',
    'The XML signature that an agreement asks for; never tolerated. 协议要求的 XML 签名，不可容忍。',
  ],
  journey: ['Journey 流转', 'Sender, agreement, repetition, batch. 发送方、协议、重复与批。'],
};

/** The text of `docs/reference/issues.md`: every code with its severity and its sentences, by layer. */
export function issuesPage(): string {
  return [
    '# Issue codes 问题代码',
    '',
    '<!-- Generated from libs/message/src/issue-texts by `npm run schemas`. Do not edit. -->',
    '',
    'A fault in the data is an issue 问题 with one of these codes. A code never changes its meaning. The severity is the',
    'default: an agreement may give a code another one (`tolerance`). With `error` a message is refused, or quarantined when',
    'the agreement says so (`quarantineOn`); with `warning` and `info` it is accepted all the same. `{value}` is the offending',
    'value, `{expected}` what was expected; other names in braces are told by the issue itself (`args`). The place of the',
    'fault is put before the sentence.',
    ...Object.entries(issueLayers).flatMap(([layer, texts]) =>
      section(layer as keyof typeof issueLayers, texts),
    ),
    '',
  ].join('\n');
}

type Texts = Readonly<
  Record<string, { readonly severity: string; readonly zh: string; readonly en: string }>
>;

function section(layer: keyof typeof issueLayers, texts: Texts): string[] {
  const [title, meaning] = layers[layer];
  const rows = Object.entries(texts).map(
    ([code, { severity, zh, en }]) => `| \`${code}\` | ${severity} | ${cell(zh)} | ${cell(en)} |`,
  );
  return [
    '',
    `## ${title}`,
    '',
    meaning,
    '',
    '| code | severity | 中文 | English |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
