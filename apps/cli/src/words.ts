import type { Language } from '#libs/message';

/** Text for people, in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * The language that people are spoken to in: `--lang`, else that of the locale (POSIX: LC_ALL goes before LC_MESSAGES
 * and LANG), else English. `--lang` is looked for by itself, because even mistakes in the arguments are told in it.
 */
export function languageOf(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const asked = at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  if (asked === 'zh' || asked === 'en') return asked;
  const locale = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find(
    (value) => value !== undefined && value !== '',
  );
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}
