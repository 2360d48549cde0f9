import {
  evidenceOf,
  followScenario,
  Rehearsal,
  scenariosFor,
  verdictOver,
  type Evidence,
  type ScenarioReport,
} from '#libs/conformance';
import type { Call, CommandDeclaration } from '../command.js';
import { inboundAgreement, soundConfiguration } from '../conformance/agreement-option.js';
import { reportLines } from '../conformance/report-lines.js';
import { isSender, receiveAtHub, runAtHub } from '../conformance/run-at-hub.js';
import { samplesIn, type NamedSample } from '../conformance/samples.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { UsageMistake } from '../mistake.js';
import { unknownName } from '../workspace.js';

const usualWaitSeconds = 60;

interface Run {
  readonly verdict: ScenarioReport['verdict'];
  readonly scenarios: readonly ScenarioReport[];
}

export const conformanceRunCommand: CommandDeclaration = {
  name: 'conformance run',
  summary: {
    zh: '按文件名顺序逐个检查样例，对照符合性场景给出报告；默认离线，--hub 则真正发送给枢纽并在那里登记。外发协议只能用 --hub：由枢纽向对方发送测试报文，等待其确认。不完全符合时退出码为 1。',
    en: 'Holds the files of a folder, in the order of their names, against the scenarios of an agreement. Offline, or with --hub by sending them to a hub, which keeps the report. Of an agreement about what the partner gets, which needs --hub, the hub sends test messages, and the partner is waited for. Exit code 1 unless conformant.',
  },
  arguments: [],
  options: [
    {
      name: 'agreement',
      value: 'name',
      summary: { zh: '协议，如 sys-1.order.1', en: 'the agreement, such as sys-1.order.1' },
      isRequired: true,
    },
    {
      name: 'samples',
      value: 'folder',
      summary: {
        zh: '样例文件目录（对方发送的协议）',
        en: 'the folder with the samples, of what a partner sends',
      },
    },
    {
      name: 'scenario',
      value: 'id',
      summary: { zh: '只运行此场景', en: 'only this scenario' },
    },
    { name: 'hub', summary: { zh: '在枢纽上运行', en: 'run it at a hub' } },
    {
      name: 'wait',
      value: 'seconds',
      summary: {
        zh: '外发协议：等待对方多少秒（默认 60）；之后运行继续',
        en: 'of what a partner gets: how many seconds it is waited for, 60 by default; the run goes on after them',
      },
    },
    ...hubOptions,
    { name: 'json', summary: { zh: '输出 JSON', en: 'the report as JSON' } },
  ],
  examples: [
    {
      command:
        'conformance run --agreement sys-1.order.1 --samples schemas/conformance/samples/key-account-order-sender',
    },
    {
      command: 'conformance run --agreement sys-1.order.1 --samples schemas/sources/sys-1/samples',
      exitCode: 1,
    },
    {
      command: 'conformance run --agreement shipper-api.order-json.2 --samples samples --hub',
      needs: 'hub',
    },
    {
      command: 'conformance run --agreement customs.customs-arrivals.1 --hub --wait 600',
      needs: 'hub',
    },
  ],
  async run(call) {
    const { given, terminal } = call;
    const run = await (given.flag('hub') ? atHub(call) : offline(call));
    if (given.flag('json')) await terminal.print(JSON.stringify(run));
    else for (const line of reportLines(run.scenarios, terminal.language)) await terminal.print(line);
    return run.verdict === 'conformant' ? 0 : 1;
  },
};

async function atHub(call: Call): Promise<Run> {
  const { given } = call;
  const scenario = given.optional('scenario');
  const scenarios = scenario === undefined ? undefined : [scenario];
  const hub = HubClient.of(call);
  const agreement = given.text('agreement');
  if (await isSender(hub, agreement)) return runAtHub(hub, { agreement, scenarios }, samplesOf(given));
  const waitSeconds = given.count('wait') ?? usualWaitSeconds;
  return receiveAtHub(hub, { agreement, scenarios }, waitSeconds * 1_000);
}

function samplesOf(given: Call['given']): NamedSample[] {
  const folder = given.optional('samples');
  if (folder !== undefined) return samplesIn(folder);
  throw new UsageMistake({
    zh: '请用 --samples 指定样例文件目录。',
    en: 'Say with --samples in which folder the samples are.',
  });
}

/** What would become of the samples in test; they are messages of one rehearsal, so what comes again is known again. */
async function offline({ given, workspace }: Call): Promise<Run> {
  const configuration = soundConfiguration(workspace);
  const agreement = inboundAgreement(configuration, given.text('agreement'));
  const all = scenariosFor(configuration.scenarios, agreement);
  const wanted = given.optional('scenario');
  const scenarios = all.filter(({ id }) => wanted === undefined || id === wanted);
  if (scenarios.length === 0)
    throw unknownName(
      wanted ?? '',
      all.map(({ id }) => id),
      '场景',
      'scenario',
    );
  const { partner } = agreement;
  const rehearsal = new Rehearsal(configuration, { partner, withDrafts: true, inTest: true, agreement });
  const evidence: Evidence[] = [];
  for (const sample of samplesOf(given)) {
    const report = await rehearsal.examine(sample);
    evidence.push(evidenceOf(sample.fileName, report, new Date().toISOString()));
  }
  const reports = scenarios.map((scenario) => followScenario(scenario, evidence));
  return { verdict: verdictOver(reports), scenarios: reports };
}
