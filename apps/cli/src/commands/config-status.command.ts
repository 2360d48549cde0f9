import type { CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';

interface Mistake {
  readonly file: string;
  readonly message: { readonly zh: string; readonly en: string };
}

interface Status {
  readonly active: {
    number: number;
    version: string;
    activatedAt: string;
    activatedBy: string;
    note: string | null;
  } | null;
  readonly processes: readonly {
    kind: string;
    host: string;
    pid: number;
    configuration: number | null;
    problems: readonly Mistake[];
  }[];
  readonly refusal: {
    version: string;
    refusedAt: string;
    refusedBy: string;
    problems: readonly Mistake[];
  } | null;
  readonly folder: { version: string; isActive: boolean } | null;
}

export const configStatusCommand: CommandDeclaration = {
  name: 'config status',
  summary: {
    zh: '显示启用的配置版本、各进程所用版本，以及最近一次被拒绝的原因。',
    en: 'Shows which configuration is active, which one each process uses, and why the last one was refused.',
  },
  arguments: [],
  options: [...hubOptions, { name: 'json', summary: { zh: 'JSON', en: 'JSON' } }],
  examples: [{ command: 'config status', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const status = (await HubClient.of(call).get('/v1/operations/configuration')) as Status;
    if (given.flag('json')) await terminal.print(JSON.stringify(status));
    else for (const line of linesOf(status, terminal.language)) await terminal.print(line);
    const { active, processes } = status;
    return processes.every(({ configuration }) => configuration === active?.number) ? 0 : 1;
  },
};

function linesOf({ active, processes, refusal, folder }: Status, language: 'zh' | 'en'): string[] {
  const zh = language === 'zh';
  const mistakes = (problems: readonly Mistake[]): string[] =>
    problems.map(({ file, message }) => `    ${file}: ${message[language]}`);
  const lines = [
    active === null
      ? zh
        ? '尚未启用任何配置'
        : 'nothing is active'
      : `${zh ? '启用' : 'active'}  ${active.number}  ${active.version.slice(0, 12)}  ${active.activatedAt}  ${active.activatedBy}  ${active.note ?? ''}`,
  ];
  for (const one of processes)
    lines.push(
      `  ${one.kind} ${one.host} ${one.pid}: ${one.configuration ?? '-'}`,
      ...mistakes(one.problems),
    );
  if (folder !== null && !folder.isActive)
    lines.push(
      `${zh ? '目录中的文件尚未启用' : 'the files of the folder are not active'}: ${folder.version.slice(0, 12)}`,
    );
  if (refusal !== null) {
    lines.push(
      `${zh ? '最近被拒绝' : 'refused'}  ${refusal.version.slice(0, 12)}  ${refusal.refusedAt}  ${refusal.refusedBy}`,
    );
    lines.push(...mistakes(refusal.problems));
  }
  return lines;
}
