import type { CommandDeclaration } from '../command.js';
import { HubClient, hubOptions } from '../hub-client.js';
import type { Words } from '../words.js';

interface FindingView {
  readonly kind: string;
  readonly severity: 'error' | 'warning';
  readonly count: number;
  readonly healed: number;
  readonly since?: string;
  readonly examples: readonly string[];
  readonly text: Words;
  readonly advice: Words;
}

interface Report {
  readonly at: string | null;
  readonly isWell: boolean;
  readonly findings: readonly FindingView[];
}

export const doctorCommand: CommandDeclaration = {
  name: 'doctor',
  summary: {
    zh: '体检：列出没有下一步动作的报文及其处理办法；有错误时退出码为 1。',
    en: 'Lists every message without a next action and what to do about it; exit code 1 when something is wrong.',
  },
  arguments: [],
  options: [...hubOptions, { name: 'json', summary: { zh: 'JSON', en: 'JSON' } }],
  examples: [{ command: 'doctor', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const report = (await HubClient.of(call).get('/v1/operations/findings')) as Report;
    if (given.flag('json')) await terminal.print(JSON.stringify(report));
    else for (const line of linesOf(report, terminal.language)) await terminal.print(line);
    return report.isWell ? 0 : 1;
  },
};

function linesOf({ at, findings }: Report, language: 'zh' | 'en'): string[] {
  const zh = language === 'zh';
  const lines = [`${zh ? '体检时间' : 'examined'} ${at ?? '-'}`];
  if (findings.length === 0) lines.push(zh ? '一切正常。' : 'All is well.');
  for (const { kind, severity, count, healed, since, examples, text, advice } of findings) {
    const mark = severity === 'error' && count > healed ? (zh ? '错误' : 'ERROR') : zh ? '注意' : 'note';
    const done = healed === 0 ? '' : zh ? `，已处理 ${healed}` : `, ${healed} healed`;
    const from = since === undefined ? '' : zh ? `，自 ${since}` : `, since ${since}`;
    lines.push(`${mark}  ${kind}  ${count}${done}${from}`, `  ${text[language]}`, `  → ${advice[language]}`);
    lines.push(...examples.map((example) => `    ${example}`));
  }
  return lines;
}
