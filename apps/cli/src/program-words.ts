import type { Language } from '#libs/message';

interface CommanderWords {
  readonly about: string;
  readonly help: string;
  readonly language: string;
  readonly root: string;
  readonly examples: string;
  /** Titles of the help, which commander has in English. */
  readonly title: (text: string) => string;
  /** A mistake in the arguments, which commander tells in English. */
  readonly mistake: (text: string) => string;
}

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+)'/, '错误：没有选项“$1”。'],
  [/^error: unknown command '(.+)'/, '错误：没有命令“$1”。'],
  [/^error: missing required argument '(.+)'/, '错误：缺少参数“$1”。'],
  [/^error: required option '(.+)' not specified/, '错误：缺少选项“$1”。'],
  [/^error: option '(.+)' argument missing/, '错误：选项“$1”缺少值。'],
  [/^error: too many arguments.*/, '错误：参数过多。'],
  [
    /^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\./,
    '错误：选项“$1”不能是“$2”，可选：$3。',
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\./,
    '错误：参数“$2”不能是“$1”，可选：$3。',
  ],
];

/** What commander itself says, in both languages. */
export const commanderWords: Readonly<Record<Language, CommanderWords>> = {
  en: {
    about: 'Bianzu 编组 on the command line: decode, check, map and send railway freight messages.',
    help: 'show help',
    language: 'language of the texts: zh or en',
    root: 'folder of the configuration (BIANZU_CONFIGURATION)',
    examples: 'Examples:',
    title: (text) => text,
    mistake: (text) => text,
  },
  zh: {
    about: '编组 Bianzu 命令行：解码、校验、转换与发送铁路货运报文。',
    help: '显示帮助',
    language: '文字的语言：zh 或 en',
    root: '配置目录（BIANZU_CONFIGURATION）',
    examples: '示例：',
    title: (text) => titles[text] ?? text,
    mistake: (text) => {
      for (const [pattern, chinese] of mistakes)
        if (pattern.test(text)) return text.replace(pattern, chinese);
      return text;
    },
  },
};
