import { floorsOf, robustSlope, type Slope } from '../measure/slope.js';
import { withSubject } from './intake.js';
import { measure } from './measure.js';
import { residentOf } from './processes.js';
import { startBianzu } from './subjects/bianzu.js';
import type { Services } from './subjects/subject.js';

export interface MemoryOptions {
  readonly minutes: number;
  /** Messages a second. */
  readonly rate: number;
}

/** What one process had in memory, in megabytes. */
export interface MemorySample {
  readonly atSeconds: number;
  readonly resident: number;
  readonly heap: number;
  readonly external: number;
}

const kinds = ['resident', 'heap', 'external'] as const;
type Kind = (typeof kinds)[number];

export interface ProcessMemory {
  readonly process: string;
  readonly samples: readonly MemorySample[];
  /** Of the last four fifths of the time. */
  readonly median: Readonly<Record<Kind, number>>;
  readonly peakResident: number;
  /** Megabytes an hour. */
  readonly slopes: Readonly<Record<Kind, Slope>>;
  /** Nothing rises, or less in an hour than a fiftieth of what is there. */
  readonly isFlat: boolean;
}

export interface MemoryResult {
  readonly minutes: number;
  readonly rate: number;
  readonly perSecond: number;
  readonly missing: number;
  readonly processes: readonly ProcessMemory[];
}

const warmUpShare = 0.2;
const stretches = 40;

/** Gateway and worker under an even load for a long time: whether what they hold in memory rises. */
export function measureMemory(services: Services, { minutes, rate }: MemoryOptions): Promise<MemoryResult> {
  return withSubject(
    () => startBianzu(services, { workers: 1 }),
    async (subject) => {
      const seconds = minutes * 60;
      const names = ['gateway', 'worker'];
      const series = names.map((): MemorySample[] => []);
      const startMs = performance.now();
      const sample = async (): Promise<void> => {
        const atSeconds = (performance.now() - startMs) / 1_000;
        for (const [index, pid] of subject.pids.entries()) {
          const heap = await heapOf(subject.metrics[index]!);
          series[index]!.push({ atSeconds, resident: residentOf(pid).now, ...heap });
        }
      };
      const timer = setInterval(() => void sample().catch(console.error), (seconds / 360) * 1_000);
      const shape = { connections: 8, seconds, warmUpSeconds: 0, window: 1_000, rate };
      const { published, perSecond } = await measure(subject, shape, services).finally(() =>
        clearInterval(timer),
      );
      const processes = names.map((name, index) => ({
        ...memoryOf(name, series[index]!),
        peakResident: residentOf(subject.pids[index]!).peak,
      }));
      return { minutes, rate, perSecond, missing: published!.missing, processes };
    },
  );
}

async function heapOf(metricsUrl: string): Promise<{ heap: number; external: number }> {
  const text = await (await fetch(metricsUrl)).text();
  const megabytes = (name: string): number => {
    const found = new RegExp(`^${name}(?:{[^}]*})? (\\S+)`, 'm').exec(text);
    if (found === null) throw new Error(`${metricsUrl} says nothing of ${name}`);
    return Number(found[1]) / 1024 / 1024;
  };
  return {
    heap: megabytes('nodejs_heap_size_used_bytes'),
    external: megabytes('nodejs_external_memory_bytes'),
  };
}

function memoryOf(name: string, samples: readonly MemorySample[]): Omit<ProcessMemory, 'peakResident'> {
  const settled = samples.slice(Math.floor(samples.length * warmUpShare));
  const of = (kind: Kind): { atSeconds: number; value: number }[] =>
    settled.map((one) => ({ atSeconds: one.atSeconds, value: one[kind] }));
  const each = <Result>(make: (kind: Kind) => Result): Record<Kind, Result> => ({
    resident: make('resident'),
    heap: make('heap'),
    external: make('external'),
  });
  const middle = (kind: Kind): number =>
    of(kind)
      .map(({ value }) => value)
      .sort((a, b) => a - b)[Math.floor(settled.length / 2)]!;
  const slopes = each((kind) => anHour(robustSlope(floorsOf(of(kind), stretches))));
  const isFlat = kinds.every((kind) => slopes[kind].low <= 0 || slopes[kind].perSecond < middle(kind) / 50);
  return { process: name, samples, median: each(middle), slopes, isFlat };
}

function anHour({ perSecond, low, high }: Slope): Slope {
  return { perSecond: perSecond * 3_600, low: low * 3_600, high: high * 3_600 };
}
