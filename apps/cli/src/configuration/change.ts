import type { Call, ExitCode, OptionDeclaration } from '../command.js';
import { withDatabase } from '../database.js';
import { describeMistake } from '../describe-mistake.js';
import { HubClient } from '../hub-client.js';
import { UsageMistake } from '../mistake.js';
import { isDirect } from './change-plan.js';

/** What all commands that change the configuration take. */
export const changeOptions: readonly OptionDeclaration[] = [
  { name: 'note', value: 'text', summary: { zh: '说明', en: 'what it is for' } },
  {
    name: 'replacing',
    value: 'number',
    summary: { zh: '仅当此版本为当前版本时', en: 'only when this version is the active one' },
  },
];

export const overrideOption: OptionDeclaration = {
  name: 'override-conformance',
  value: 'reason',
  summary: {
    zh: '外部合作方的协议无符合性报告也可生效的理由（记入审计日志）',
    en: 'why agreements of partners outside may go live without a conformance report; kept in the audit log',
  },
};

interface Activation {
  readonly number: number;
  readonly version: string;
}

type Change = { readonly kind: 'folder' } | { readonly kind: 'rollback'; readonly to: number | undefined };

/** Changes what is active, in the database itself or through a hub, and says what is active then. */
export async function change(call: Call, wanted: Change, replacing: number | undefined): Promise<ExitCode> {
  const activation = isDirect(call)
    ? await inDatabase(call, wanted, replacing)
    : await inHub(call, wanted, replacing);
  if (activation === undefined) return 2;
  const { number, version } = activation;
  const short = version.slice(0, 12);
  await call.terminal.print(
    call.terminal.words({ zh: `已启用：${number}（${short}）`, en: `active: ${number} (${short})` }),
  );
  return 0;
}

async function inHub(call: Call, wanted: Change, replacing: number | undefined): Promise<Activation> {
  const note = call.given.optional('note');
  const path = '/v1/operations/configuration';
  const hub = HubClient.of(call);
  if (wanted.kind === 'rollback')
    return (await hub.post(`${path}/rollback`, { to: wanted.to, note, replacing })) as Activation;
  const overrideConformance = call.given.optional('override-conformance');
  const body = { note, replacing, overrideConformance };
  return (await hub.post(`${path}/activations`, body)) as Activation;
}

async function inDatabase(
  call: Call,
  wanted: Change,
  replacing: number | undefined,
): Promise<Activation | undefined> {
  const { given, terminal, workspace, environment } = call;
  const runtime = await import('#libs/runtime');
  const unpackInto = runtime.unpackFolder(environment.BIANZU_DATA ?? 'data');
  const terms = { unpackInto, by: runtime.localActor(), note: given.optional('note'), replacing };
  const outcome = await withDatabase(environment, async (dataSource) => {
    const versions = new runtime.ConfigurationVersions(dataSource);
    if (wanted.kind === 'rollback') return runtime.rollBack(versions, wanted.to, terms);
    const conformance = runtime.conformanceReports(dataSource);
    const overrideConformance = given.optional('override-conformance');
    return runtime.activateFolder(versions, {
      ...{ root: workspace.root, conformance, overrideConformance },
      ...terms,
    });
  }).catch((error: unknown) => {
    throw error instanceof runtime.AnotherVersionActive ? otherVersion(error.active?.number) : missing(error);
  });
  if (outcome.kind === 'active') return outcome.activation;
  if (outcome.kind === 'unproven') throw unproven(outcome.agreements.map(({ agreement }) => agreement));
  for (const problem of outcome.problems)
    await terminal.print(describeMistake(problem, workspace, terminal.language));
  await terminal.note(terminal.words({ zh: '配置有误，未启用。', en: 'Not activated: there are mistakes.' }));
  return undefined;
}

export function otherVersion(number: number | null | undefined): UsageMistake {
  return new UsageMistake({
    zh: `当前启用的是另一版本：${number ?? '-'}，请重新 plan。`,
    en: `Another version is active: ${number ?? '-'}. Plan again.`,
  });
}

function unproven(agreements: readonly string[]): UsageMistake {
  const list = agreements.join(', ');
  return new UsageMistake({
    zh: `未启用：下列协议没有符合性报告：${list}。可用 --override-conformance <理由> 放行。`,
    en: `Not activated: there is no conformance report for ${list}. --override-conformance <reason> lets them go live.`,
  });
}

function missing(error: unknown): unknown {
  const { name, number } = error as { name?: unknown; number?: number };
  if (name !== 'NoSuchVersion') return error;
  return new UsageMistake({
    zh: number === undefined ? '没有更早的版本。' : `没有版本 ${number}。`,
    en: number === undefined ? 'There is no earlier version.' : `There is no version ${number}.`,
  });
}
