export { mayReadMetrics, type MetricsReader } from './endpoint/may-read-metrics.js';
export { logLevels, type Log, type LogFields, type LogLevel } from './log/log.js';
export { NestLogger } from './log/nest-logger.js';
export { metricCatalogue, metricGroups } from './metrics/catalogue.js';
export type { MetricDefinition, MetricKind } from './metrics/definition.js';
export type { Metrics } from './metrics/metrics.js';
export { Telemetry, type Reading, type TelemetryOptions } from './telemetry.js';
export { nowMs, type Attributes, type Span, type Traces } from './traces/traces.js';
