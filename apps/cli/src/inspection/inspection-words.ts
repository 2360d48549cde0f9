import type { Words } from '../words.js';

/** What an inspection says of its own. */
export const inspectionWords = {
  interchange: { zh: '交换', en: 'interchange' },
  group: { zh: '分组', en: 'group' },
  message: { zh: '报文', en: 'message' },
  set: { zh: '交易集', en: 'transaction set' },
  test: { zh: '测试', en: 'test' },
  separators: { zh: '分隔符', en: 'separators' },
  component: { zh: '成分', en: 'component' },
  element: { zh: '数据元', en: 'element' },
  repetition: { zh: '重复', en: 'repetition' },
  release: { zh: '转义', en: 'release' },
  decimal: { zh: '小数点', en: 'decimal' },
  segment: { zh: '段', en: 'segment' },
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'info' },
  position: { zh: '位置', en: 'position' },
  noDefinition: { zh: '没有定义，仅检查语法', en: 'no definition: only the syntax is checked' },
  shownBy: { zh: '按此定义显示，未校验', en: 'shown by this definition, not checked against it' },
  unreadable: { zh: '以下字节不是段', en: 'no segments in these bytes' },
  summary: { zh: '合计', en: 'summary' },
  notReadOn: { zh: '其后的内容未读取', en: 'what follows was not read' },
} as const satisfies Record<string, Words>;
