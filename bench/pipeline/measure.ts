import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startChild } from './subjects/child.js';
import type { Services, Subject } from './subjects/subject.js';
import type { LoadReport, LoadTask } from './load-process.js';

export interface Measurement extends LoadReport {
  readonly name: string;
  readonly connections: number;
  /** Of all processes of the subject, during the load. */
  readonly cpuMicrosecondsPerMessage: number;
  /** The highest that any process of the subject has had, summed over them. */
  readonly peakMegabytes: number;
}

type LoadShape = Pick<LoadTask, 'connections' | 'seconds' | 'warmUpSeconds'> & {
  readonly window?: number;
  readonly rate?: number;
};

let nextOrder = 0;

/** Puts a subject under load; with a window, its publications are counted as well. */
export async function measure(subject: Subject, shape: LoadShape, services: Services): Promise<Measurement> {
  const { window, rate, ...load } = shape;
  const { url, token, contentType, published } = subject;
  const task: LoadTask = {
    ...load,
    url,
    token,
    contentType,
    firstOrder: nextOrder,
    ...(window === undefined || published === undefined
      ? {}
      : { endToEnd: { amqpUrl: services.amqpUrl, ...published, window, rate } }),
  };
  const cpuBefore = cpuSeconds(subject.pids);
  const program = fileURLToPath(new URL('load-process.ts', import.meta.url));
  const child = await startChild(program, [JSON.stringify(task)], /^(\{.*\})$/m);
  const report = JSON.parse(child.ready[1]!) as LoadReport;
  await child.stop();
  nextOrder += 10_000_000;
  const messages = report.perSecond * (load.seconds + load.warmUpSeconds);
  return {
    name: subject.name,
    connections: load.connections,
    cpuMicrosecondsPerMessage: ((cpuSeconds(subject.pids) - cpuBefore) / Math.max(1, messages)) * 1e6,
    peakMegabytes: subject.pids.reduce((sum, pid) => sum + peakMegabytes(pid), 0),
    ...report,
  };
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    // the name in brackets may have blanks in it
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
