import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { metricCatalogue, type MetricDefinition } from '#libs/telemetry';

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const text = readFileSync('deploy/grafana/bianzu.json', 'utf8');
const { panels } = JSON.parse(text) as { panels: readonly Panel[] };
const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const definitions = new Map(
  Object.values<MetricDefinition>(metricCatalogue).map((definition) => [definition.name, definition]),
);
/** Labels that Prometheus itself adds. */
const addedLabels = ['instance', 'job', 'le'];

/** The metrics that an expression names, without what a histogram adds to its name. */
function metricsIn(expression: string): string[] {
  const named = expression.match(/\b(?:bianzu|process|nodejs)_[a-z0-9_]+/g) ?? [];
  return named.map((name) => (definitions.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')));
}

function labelsIn(expression: string): string[] {
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/,\s*/),
  );
  const selected = [...expression.matchAll(/([a-z_]+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label);
  return [...grouped, ...selected];
}

describe('the dashboard for Grafana', () => {
  it('names only metrics that there are', () => {
    expect(expressions.length).toBeGreaterThan(30);
    expect(expressions.filter((expression) => metricsIn(expression).length === 0)).toEqual([]);
    expect(expressions.flatMap(metricsIn).filter((name) => !definitions.has(name))).toEqual([]);
  });

  it('asks only for labels that its metrics have', () => {
    const wrong = expressions.flatMap((expression) => {
      const labels = metricsIn(expression).flatMap((name) => definitions.get(name)?.labels ?? []);
      return labelsIn(expression)
        .filter((label) => !labels.includes(label) && !addedLabels.includes(label))
        .map((label) => `${label} in ${expression}`);
    });
    expect(wrong).toEqual([]);
  });

  it('asks histograms for their buckets, sums and counts only', () => {
    const bare = expressions.flatMap((expression) =>
      [...expression.matchAll(/\bbianzu_[a-z0-9_]+/g)].filter(
        ([name]) => definitions.get(name)?.kind === 'histogram',
      ),
    );
    expect(bare).toEqual([]);
  });

  it('shows every metric that the hub has', () => {
    const shown = new Set(expressions.flatMap(metricsIn));
    const hidden = [...definitions.keys()].filter((name) => !shown.has(name));
    expect(hidden).toEqual(['nodejs_heap_size_total_bytes']);
  });

  it('has a row for each part', () => {
    const rows = panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    expect(rows).toEqual([
      '入口 Intake',
      '流转 Journey',
      '通道与发件箱 Lanes and outbox',
      '投递 Deliveries',
      '合作伙伴 Partners',
      '进程 Process',
    ]);
  });
});
