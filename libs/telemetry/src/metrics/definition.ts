/** A metric as it is declared: what it is called, what it counts or measures, and by which labels it is told apart. */
export interface MetricDefinition<Kind extends MetricKind = MetricKind, Label extends string = string> {
  readonly kind: Kind;
  /** Prometheus' conventions: snake case, the unit behind, `_total` behind a counter. */
  readonly name: string;
  readonly labels: readonly Label[];
  readonly help: { readonly zh: string; readonly en: string };
  /** Upper bounds of a histogram's buckets, in the unit of its name. */
  readonly buckets?: readonly number[];
}

export type MetricKind = 'counter' | 'gauge' | 'histogram';

/** Durations of single steps: 50 µs to 2.5 s. */
export const stepSeconds = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5,
];
/** Times that something waits: 1 ms to an hour. */
export const waitSeconds = [
  0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600,
];
/** How many go together. */
export const groupSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

type Text = MetricDefinition['help'];

export function counter<const Label extends string = never>(
  name: string,
  labels: readonly Label[],
  help: Text,
): MetricDefinition<'counter', Label> {
  return { kind: 'counter', name, labels, help };
}

export function gauge<const Label extends string = never>(
  name: string,
  labels: readonly Label[],
  help: Text,
): MetricDefinition<'gauge', Label> {
  return { kind: 'gauge', name, labels, help };
}

export function histogram<const Label extends string = never>(
  name: string,
  labels: readonly Label[],
  buckets: readonly number[],
  help: Text,
): MetricDefinition<'histogram', Label> {
  return { kind: 'histogram', name, labels, buckets, help };
}
