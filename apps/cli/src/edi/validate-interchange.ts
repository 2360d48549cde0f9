import type { ExitCode } from '../command.js';
import type { Input } from '../input.js';
import type { IssueReport } from '../issue-report.js';
import type { Reading } from '../reading.js';
import { shown, type Terminal } from '../terminal.js';
import type { PartChecks } from './edi-checks.js';
import { ediParts, type EdiFormat } from './edi-parts.js';

/** Checks every message of a file against the definition that it names, or the one that was asked for. */
export async function validateInterchange(
  input: Input,
  { format, options, schema }: Reading,
  report: IssueReport,
  { checks, terminal }: { checks: PartChecks; terminal: Terminal },
): Promise<ExitCode> {
  const unknown = new Map<string, number>();
  let messages = 0;
  for await (const part of ediParts(input.chunks(), format as EdiFormat, options)) {
    const checked = checks.check(part);
    const { sequence, message } = part;
    await report.add(checked.issues, sequence === 0 ? {} : { message: sequence });
    if (message === undefined) continue;
    messages += 1;
    if (checked.schema === undefined && unknown.size < 1000) {
      unknown.set(message.ref, (unknown.get(message.ref) ?? 0) + 1);
    }
  }
  for (const [ref, count] of unknown) {
    await terminal.note(
      terminal.words({
        zh: `没有 ${shown(ref)} 的定义，其 ${count} 个报文只检查了语法。`,
        en: `There is no definition ${shown(ref)}: of its ${count} messages only the syntax was checked.`,
      }),
    );
  }
  const { errors, others } = report.counts;
  await terminal.note(
    terminal.words({
      zh: `${schema ?? format}：${messages} 个报文，${errors} 个错误，${others} 个警告`,
      en: `${schema ?? format}: ${messages} messages, ${errors} errors, ${others} warnings`,
    }),
  );
  return report.exitCode;
}
