import { metricGroups, type MetricDefinition } from '#libs/telemetry';

const groups: Record<keyof typeof metricGroups, readonly [title: string, where: string]> = {
  intake: ['Intake 入口', 'In gateway and hub. 网关与枢纽。'],
  journey: ['Journey 流转', 'In worker and hub. 工作进程与枢纽。'],
  waiting: [
    'Waiting 等待',
    'In worker and hub, read from the database: every process tells the same, so take `max`, not `sum`. 各进程读数相同，取最大值，勿求和。',
  ],
  deliveries: [
    'Deliveries 投递',
    'In the worker that runs the relay, and in the hub. 运行中继的工作进程与枢纽。',
  ],
  process: ['Process 进程', 'In every process. 所有进程。'],
};

/** The text of `docs/reference/metrics.md`: every metric with its kind, labels and meaning. */
export function metricsPage(): string {
  return [
    '# Metrics 指标',
    '',
    '<!-- Generated from libs/telemetry/src/metrics by `npm run schemas`. Do not edit. -->',
    '',
    '`GET /metrics` of every process, in the text format of Prometheus. Who may read it: [operating.md](../operating.md#watching).',
    'The label `partner` is a partner of the configuration, or `unknown` for everybody else; no label ever has a value that a',
    'sender can choose freely. 标签 partner 只取配置中的合作伙伴，其余一律为 unknown。',
    ...Object.entries(metricGroups).flatMap(([group, metrics]) =>
      section(groups[group as keyof typeof metricGroups], Object.values(metrics)),
    ),
    '',
  ].join('\n');
}

function section([title, where]: readonly [string, string], metrics: readonly MetricDefinition[]): string[] {
  const cells = metrics.map(({ name, kind, labels, help }) => [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', '),
    help.zh,
    help.en,
  ]);
  const head = ['metric', 'kind', 'labels', '含义', 'meaning'];
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return ['', `## ${title}`, '', where, '', row(head), row(head.map(() => '---')), ...cells.map(row)];
}
