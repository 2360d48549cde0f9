import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Metrics } from './metrics.js';

const resolutionMs = 20;
const nanosecondsPerSecond = 1e9;

/** Reads memory, processor time and the event loop when it is asked to; between two readings only Node's own counters run. */
export function watchProcess(metrics: Metrics): { read(): void; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let utilization = performance.eventLoopUtilization();
  metrics.startTime.set(performance.timeOrigin / 1_000);
  return {
    read: () => {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      metrics.residentMemory.set(rss);
      metrics.heapUsed.set(heapUsed);
      metrics.heapTotal.set(heapTotal);
      metrics.externalMemory.set(external);
      const { user, system } = process.cpuUsage();
      metrics.cpuTime.reset();
      metrics.cpuTime.inc((user + system) / 1e6);
      metrics.eventLoopLag.set(seconds(delay.mean));
      metrics.eventLoopLagP99.set(seconds(delay.percentile(99)));
      delay.reset();
      const before = utilization;
      utilization = performance.eventLoopUtilization();
      metrics.eventLoopUtilization.set(performance.eventLoopUtilization(utilization, before).utilization);
    },
    stop: () => delay.disable(),
  };
}

/** What Node measures has the timer's own interval in it. Nothing measured yet counts as no delay. */
function seconds(nanoseconds: number): number {
  return Number.isFinite(nanoseconds)
    ? Math.max(0, nanoseconds / nanosecondsPerSecond - resolutionMs / 1_000)
    : 0;
}
