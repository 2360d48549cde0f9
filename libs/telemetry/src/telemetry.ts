/**
 * Telemetry 遥测: what a process tells of itself to those who watch it. Metrics are counted all the time and read by
 * Prometheus; traces leave by OTLP, if anybody collects them; the log has a wide line for each thing that happened. This
 * room knows nothing of journeys and journals: the apps hand it what their observers see.
 */
import type { Registry } from 'prom-client';
import { Log, type LogLevel, type LogOptions } from './log/log.js';
import { createMetrics, type Metrics } from './metrics/metrics.js';
import { watchProcess } from './metrics/watch-process.js';
import { openTraces } from './traces/open-traces.js';
import type { Traces } from './traces/traces.js';

export interface TelemetryOptions {
  /** `gateway`, `worker` or `hub`. */
  readonly process: string;
  readonly logLevel: LogLevel;
  readonly logSuccessesPerSecond: number;
  readonly logDestination?: LogOptions['destination'];
  /** Where the usual OTEL_ variables are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads what is not counted but looked up, whenever the metrics are asked for. It must not reject. */
export type Reading = () => Promise<void>;

/** The three of one process. */
export class Telemetry {
  private readonly readings: Reading[] = [];
  private readonly closing: (() => void)[] = [];

  private constructor(
    readonly metrics: Metrics,
    readonly traces: Traces,
    readonly log: Log,
    private readonly registry: Registry,
  ) {}

  static async open(options: TelemetryOptions): Promise<Telemetry> {
    const { metrics, registry } = createMetrics();
    const log = new Log({
      process: options.process,
      level: options.logLevel,
      successesPerSecond: options.logSuccessesPerSecond,
      onSkipped: () => metrics.skippedLogLines.inc(),
      destination: options.logDestination,
    });
    const traces = await openTraces(`bianzu-${options.process}`, options.environment);
    const telemetry = new Telemetry(metrics, traces, log, registry);
    metrics.processInfo.set({ process: options.process }, 1);
    const watch = watchProcess(metrics);
    telemetry.beforeReading(async () => watch.read());
    telemetry.closing.push(() => watch.stop());
    return telemetry;
  }

  beforeReading(reading: Reading): void {
    this.readings.push(reading);
  }

  /** All metrics in Prometheus' text format. */
  async exposition(): Promise<{ readonly contentType: string; readonly text: string }> {
    await Promise.all(this.readings.map((reading) => reading()));
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  /** Sends and writes what is still here. */
  async close(): Promise<void> {
    for (const close of this.closing) close();
    await this.traces.close();
    this.log.close();
  }
}
