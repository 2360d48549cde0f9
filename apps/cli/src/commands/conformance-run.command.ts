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
import { runAtHub } from '../conformance/run-at-hub.js';
import { samplesIn } from '../conformance/samples.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { unknownName } from '../workspace.js';

interface Run {
  readonly verdict: ScenarioReport['verdict'];
  readonly scenarios: readonly ScenarioReport[];
}

export const conformanceRunCommand: CommandDeclaration = {
  name: 'conformance run',
  summary: {
    zh: '按文件名顺序逐个检查样例，对照符合性场景给出报告；默认离线，--hub 则真正发送给枢纽并在那里登记。不完全符合时退出码为 1。',
    en: 'Holds the files of a folder, in the order of their names, against the scenarios of an agreement. Offline, or with --hub by sending them to a hub, which keeps the report. Exit code 1 unless conformant.',
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
      summary: { zh: '样例文件目录', en: 'the folder with the samples' },
      isRequired: true,
    },
    {
      name: 'scenario',
      value: 'id',
      summary: { zh: '只运行此场景', en: 'only this scenario' },
    },
    { name: 'hub', summary: { zh: '在枢纽上运行', en: 'run it at a hub' } },
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
  const samples = samplesIn(given.text('samples'));
  return runAtHub(HubClient.of(call), { agreement: given.text('agreement'), scenarios }, samples);
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
  for (const sample of samplesIn(given.text('samples'))) {
    const report = await rehearsal.examine(sample);
    evidence.push(evidenceOf(sample.fileName, report, new Date().toISOString()));
  }
  const reports = scenarios.map((scenario) => followScenario(scenario, evidence));
  return { verdict: verdictOver(reports), scenarios: reports };
}
