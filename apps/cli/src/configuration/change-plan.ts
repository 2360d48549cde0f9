import { readFileSync } from 'node:fs';
import {
  configurationDifference,
  configurationFiles,
  describeDifference,
  loadConfiguration,
  readConfigurationFiles,
  type PartDifference,
} from '#libs/configuration';
import type { Call } from '../command.js';
import { withDatabase } from '../database.js';
import { HubClient } from '../hub-client.js';
import { ConfigurationMistakes, errorCode, UsageMistake } from '../mistake.js';

/** What would change, and what it was compared with: an activation by it refuses when either is another by then. */
export interface ChangePlan {
  /** Number of the version that is active; null when none is. */
  readonly running: number | null;
  /** Hash over the files that would become active. */
  readonly version: string;
  readonly isDifferent: boolean;
  readonly changes: readonly PartDifference[];
}

/** Whether the command works on the database itself, with the files here, or asks a hub, which has its own folder. */
export function isDirect({ environment }: Call): boolean {
  return (environment.DATABASE_URL ?? '') !== '';
}

/** With DATABASE_URL the files here are compared, otherwise those beside the hub. */
export async function planOf(call: Call): Promise<ChangePlan> {
  if (!isDirect(call))
    return (await HubClient.of(call).get('/v1/operations/configuration/difference')) as ChangePlan;
  const { ConfigurationVersions } = await import('#libs/runtime');
  const folder = readConfigurationFiles(call.workspace.root);
  return withDatabase(call.environment, async (dataSource) => {
    const versions = new ConfigurationVersions(dataSource);
    const active = await versions.active();
    const running =
      active === undefined ? configurationFiles(new Map()) : await versions.files(active.number);
    return {
      running: active?.number ?? null,
      version: folder.version,
      isDifferent: folder.version !== running.version,
      changes: configurationDifference(running, folder),
    };
  });
}

/** A hub says by itself when its files are wrong. @throws ConfigurationMistakes when those here are */
export function demandSound(call: Call): void {
  if (!isDirect(call)) return;
  const { problems } = loadConfiguration(call.workspace.root);
  if (problems.length > 0) throw new ConfigurationMistakes(problems);
}

/** A plan that `plan --out` has written. */
export function readPlan(file: string): ChangePlan {
  const plan = jsonIn(file) as Partial<ChangePlan> | null | undefined;
  if (typeof plan?.version === 'string' && Array.isArray(plan.changes)) return plan as ChangePlan;
  throw new UsageMistake({
    zh: `“${file}”不是 plan 的结果。`,
    en: `"${file}" is not what plan has written.`,
  });
}

/** Undefined when the file has something else. @throws UsageMistake when it cannot be read */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) return undefined;
    throw new UsageMistake({ zh: `无法读取 ${file}：${code}。`, en: `${file} cannot be read: ${code}.` });
  }
}

export async function printPlan({ terminal }: Call, plan: ChangePlan): Promise<void> {
  for (const part of plan.changes)
    for (const line of describeDifference(part, terminal.language)) await terminal.print(line);
  const running = plan.running ?? '-';
  const short = plan.version.slice(0, 12);
  const { length } = plan.changes;
  const wording = plan.isDifferent && length === 0;
  await terminal.note(
    terminal.words({
      zh: `${wording ? '仅措辞不同；' : ''}与运行版本 ${running} 相比，${short} 有 ${length} 处变更`,
      en: `${wording ? 'only the wording is another; ' : ''}${length} changes from running ${running} to ${short}`,
    }),
  );
}
