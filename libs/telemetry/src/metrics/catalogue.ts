import type { MetricDefinition } from './definition.js';
import { deliveryMetrics } from './delivery-metrics.js';
import { intakeMetrics } from './intake-metrics.js';
import { journeyMetrics } from './journey-metrics.js';
import { processMetrics } from './process-metrics.js';
import { waitingMetrics } from './waiting-metrics.js';

/** All metrics by the part that they tell of. `docs/reference/metrics.md` is generated from it. */
export const metricGroups = {
  intake: intakeMetrics,
  journey: journeyMetrics,
  waiting: waitingMetrics,
  deliveries: deliveryMetrics,
  process: processMetrics,
} as const;

/** Every metric there is. */
export const metricCatalogue = {
  ...intakeMetrics,
  ...journeyMetrics,
  ...waitingMetrics,
  ...deliveryMetrics,
  ...processMetrics,
} as const satisfies Record<string, MetricDefinition>;
