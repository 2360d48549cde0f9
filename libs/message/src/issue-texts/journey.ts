import type { IssueText } from './issue-text.js';

/** Faults between partners: who sent what, and whether we have agreed on it. */
export const journeyTexts = {
  'sender-unknown': {
    severity: 'error',
    zh: '发送方“{value}”未登记。',
    en: 'The sender "{value}" is not known.',
  },
  'sender-mismatch': {
    severity: 'error',
    zh: '报文中的发送方“{value}”不是该合作方的标识：{expected}。',
    en: 'The message says that it is from "{value}"; its sender is called {expected}.',
  },
  'recipient-mismatch': {
    severity: 'error',
    zh: '交换的接收方“{value}”不是我方标识：{expected}。',
    en: 'The interchange is for "{value}"; we are called {expected}.',
  },
  'edi-test-refused': {
    severity: 'error',
    zh: '未约定接收测试交换。',
    en: 'Interchanges that call themselves a test are not agreed.',
  },
  'edi-test': {
    severity: 'info',
    zh: '测试交换：已校验，未产生任何效果。',
    en: 'A test: it was checked, and nothing came of it.',
  },
  'edi-interchange-refused': {
    severity: 'error',
    zh: '报文随其交换或分组一并拒绝，原因：{value}。',
    en: 'The message is refused with its interchange or group, because of: {value}.',
  },
  'agreement-missing': {
    severity: 'error',
    zh: '与“{expected}”没有关于“{value}”的协议。',
    en: 'There is no agreement with "{expected}" about "{value}".',
  },
  'agreement-draft': {
    severity: 'error',
    zh: '与“{expected}”的协议 {value} 尚为草案，报文暂存。',
    en: 'The agreement {value} with "{expected}" is still a draft; the message is kept.',
  },
  'agreement-suspended': {
    severity: 'error',
    zh: '与“{expected}”的协议 {value} 已暂停，报文暂存，恢复后继续处理。',
    en: 'The agreement {value} with "{expected}" is suspended; the message is kept until it is live again.',
  },
  'agreement-ended': {
    severity: 'error',
    zh: '与“{expected}”的协议 {value} 已终止。',
    en: 'The agreement {value} with "{expected}" is over.',
  },
  'agreement-in-test': {
    severity: 'info',
    zh: '协议 {value} 处于测试状态：报文已检查，未产生任何效果。',
    en: 'The agreement {value} is in test: the message was examined, and nothing came of it.',
  },
  'reference-conflict': {
    severity: 'error',
    zh: '报文编号“{value}”已用于内容不同的另一报文 {expected}。',
    en: 'The reference "{value}" was already used by message {expected} with other content.',
  },
  'reference-repeated': {
    severity: 'info',
    zh: '报文“{value}”与 {expected} 相同，按重复处理。',
    en: 'The message "{value}" repeats {expected}.',
  },
  'process-ended': {
    severity: 'error',
    zh: '处理进程每次单独处理此报文时都异常终止（如内存耗尽），共 {value} 次；报文已搁置，查明原因后可放行。',
    en: 'The process has ended each of {value} times that it worked on this message alone, as when memory is exhausted; the message is set aside, and may be released when the cause is gone.',
  },
  'configuration-unusable': {
    severity: 'error',
    zh: '文件按配置 {value} 开始处理，中断后该配置已无法使用（{zh}）；放行后其余部分按现行配置继续。',
    en: 'The file was begun under configuration {value}, which cannot be used any more ({en}); when it is released, the rest goes on under the one that is active.',
  },
  'batch-interrupted': {
    severity: 'error',
    zh: '批文件在第 {value} 条后无法继续读取。',
    en: 'The batch could not be read any further after record {value}.',
  },
} as const satisfies Record<string, IssueText>;
