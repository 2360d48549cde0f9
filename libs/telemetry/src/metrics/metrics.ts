import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricCatalogue } from './catalogue.js';
import type { MetricDefinition } from './definition.js';

type Catalogue = typeof metricCatalogue;
type Instrument<Definition> =
  Definition extends MetricDefinition<infer Kind, infer Label>
    ? { counter: Counter<Label>; gauge: Gauge<Label>; histogram: Histogram<Label> }[Kind]
    : never;

/** The instruments of one process, by the names that the catalogue gives them. */
export type Metrics = { readonly [Name in keyof Catalogue]: Instrument<Catalogue[Name]> };

/** Makes every instrument of the catalogue in a registry of its own: two installations in one process do not mix. */
export function createMetrics(): { metrics: Metrics; registry: Registry } {
  const registry = new Registry();
  const instruments = Object.entries<MetricDefinition>(metricCatalogue).map(([key, definition]) => [
    key,
    instrument(definition, registry),
  ]);
  return { metrics: Object.fromEntries(instruments) as Metrics, registry };
}

function instrument(
  { kind, name, labels: labelNames, help, buckets = [] }: MetricDefinition,
  registry: Registry,
): Counter | Gauge | Histogram {
  const configuration = { name, help: help.en, labelNames: [...labelNames], registers: [registry] };
  if (kind === 'counter') return new Counter(configuration);
  if (kind === 'gauge') return new Gauge(configuration);
  return new Histogram({ ...configuration, buckets: [...buckets] });
}
