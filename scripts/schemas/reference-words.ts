import type { Texts } from '#libs/canonical';

export type Language = 'en' | 'zh';

/** The fixed words of the reference pages. */
export const words = {
  en: {
    suffix: '.md',
    other: { label: '中文', suffix: '.zh.md' },
    columns: ['Field', '中文名', 'Occurs', 'Type', 'Meaning', 'Unit, list, identifier', 'EDIFACT', '95306'],
    facts: ['Root element', 'Namespace', 'Kept as', 'Found by', 'Schemas'],
    fields: 'Fields',
    example: 'Example',
    components: 'Components',
    messages: 'Canonical messages',
    notARecord: 'not kept as a business record',
    generated: 'Generated from `schemas/canonical` by `npm run schemas`.',
    types: { string: 'text', number: 'decimal', integer: 'integer', boolean: 'true or false' },
    list: 'list',
    identifier: 'identifier',
    digits: 'decimals',
    length: 'characters',
    scalars: 'Simple types',
    pattern: 'Pattern',
  },
  zh: {
    suffix: '.zh.md',
    other: { label: 'English', suffix: '.md' },
    columns: ['字段', '中文名', '出现次数', '类型', '含义', '单位、代码表、标识', 'EDIFACT', '95306'],
    facts: ['根元素', '命名空间', '存储为', '检索键', '结构定义'],
    fields: '字段',
    example: '示例',
    components: '公共组件',
    messages: '统一报文',
    notARecord: '不作为业务记录保存',
    generated: '由 `npm run schemas` 根据 `schemas/canonical` 生成。',
    types: { string: '文本', number: '小数', integer: '整数', boolean: '真或假' },
    list: '代码表',
    identifier: '标识',
    digits: '位小数',
    length: '个字符',
    scalars: '简单类型',
    pattern: '格式',
  },
} as const;

export function said(texts: Texts, language: Language): { title: string; description: string } {
  return language === 'zh' ? texts.zh : texts;
}
