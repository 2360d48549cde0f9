import { statfs } from 'node:fs/promises';
import type { Waiting } from '#libs/journal';
import { warnedDays } from '#libs/partners';
import { answerWithin } from '../answer-within.js';
import type { Runtime } from '../runtime.js';
import { reasons, type ReasonText } from './reasons.js';

/** What a process depends on, or should worry about. */
export type PartName =
  | 'database'
  | 'transport'
  | 'outbox'
  | 'lanes'
  | 'disk'
  | 'configuration'
  | 'secrets'
  | 'acknowledgements';
/** `unknown`: it cannot be found out, because the database does not answer. */
export type PartState = 'up' | 'degraded' | 'down' | 'unknown';

export interface HealthReport {
  /** `down` when a part is down that this process cannot do without. */
  readonly status: 'up' | 'down';
  readonly parts: Readonly<Record<PartName, PartState>>;
  /** What is wrong with each part that is not up, for people. */
  readonly reasons: readonly ({ readonly part: PartName } & ReasonText)[];
}

const answerWithinMs = 3_000;
const outboxAgeSeconds = 60;
const laneAgeSeconds = 300;
const leastFreeBytes = 512 * 1024 * 1024;
const leastFreeShare = 0.05;

interface Finding {
  readonly state: PartState;
  readonly reason?: ReasonText;
}

const up: Finding = { state: 'up' };

/** Finds out how a process and what it depends on are. It never throws and answers within seconds, whatever hangs. */
export class Health {
  /** @param needed without these the process is not ready */
  constructor(
    private readonly runtime: Runtime,
    private readonly needed: readonly PartName[],
  ) {}

  async report(): Promise<HealthReport> {
    const { configuration, transport } = this.runtime;
    const [database, disk] = await Promise.all([this.database(), this.disk()]);
    const waiting =
      database.state === 'up'
        ? await answerWithin(answerWithinMs, this.runtime.waiting.read()).catch(() => undefined)
        : undefined;
    const findings: Record<PartName, Finding> = {
      database,
      transport: transport.connected ? up : { state: 'down', reason: reasons.transport() },
      outbox: outboxOf(waiting),
      lanes: lanesOf(waiting),
      disk,
      configuration: configurationOf(configuration),
      secrets: database.state === 'up' ? await this.secrets() : { state: 'unknown' },
      acknowledgements: database.state === 'up' ? await this.acknowledgements() : { state: 'unknown' },
    };
    const parts = Object.entries(findings) as [PartName, Finding][];
    return {
      status: parts.some(([part, { state }]) => state === 'down' && this.needed.includes(part))
        ? 'down'
        : 'up',
      parts: Object.fromEntries(parts.map(([part, { state }]) => [part, state])) as HealthReport['parts'],
      reasons: parts.flatMap(([part, { reason }]) => (reason === undefined ? [] : [{ part, ...reason }])),
    };
  }

  private async database(): Promise<Finding> {
    try {
      await answerWithin(answerWithinMs, this.runtime.dataSource.query('SELECT 1'));
      return up;
    } catch {
      // the report is the answer; who looks after the database sees the error in its own log
      return { state: 'down', reason: reasons.database() };
    }
  }

  /** What ends soon degrades nothing yet: it is told while there is time. */
  private async secrets(): Promise<Finding> {
    try {
      const { length } = await answerWithin(answerWithinMs, this.runtime.endings.read());
      return length === 0 ? up : { state: 'degraded', reason: reasons.secrets(length, warnedDays) };
    } catch {
      return { state: 'unknown' };
    }
  }

  private async acknowledgements(): Promise<Finding> {
    try {
      const { ofPartners, ofOurs } = await answerWithin(answerWithinMs, this.runtime.late.read());
      const isFine = ofPartners.length + ofOurs.length === 0;
      const reason = reasons.acknowledgements(ofPartners.length, ofOurs.length);
      return isFine ? up : { state: 'degraded', reason };
    } catch {
      return { state: 'unknown' };
    }
  }

  private async disk(): Promise<Finding> {
    const { dataFolder, configurationRoot } = this.runtime.settings;
    const found = await statfs(dataFolder).catch(() => statfs(configurationRoot));
    const freeBytes = found.bavail * found.bsize;
    const isShort = freeBytes < leastFreeBytes || found.bavail < found.blocks * leastFreeShare;
    return isShort ? { state: 'degraded', reason: reasons.disk(Math.floor(freeBytes / 1024 / 1024)) } : up;
  }
}

function outboxOf(waiting: Waiting | undefined): Finding {
  if (waiting === undefined) return { state: 'unknown' };
  const oldest = Math.max(0, ...[...waiting.outbox.values()].map((one) => one.oldestAgeSeconds));
  return oldest > outboxAgeSeconds ? { state: 'degraded', reason: reasons.outbox(Math.round(oldest)) } : up;
}

function lanesOf(waiting: Waiting | undefined): Finding {
  if (waiting === undefined) return { state: 'unknown' };
  const stuck = [...waiting.lanes].filter(([, lane]) => lane.oldestAgeSeconds > laneAgeSeconds);
  if (stuck.length === 0) return up;
  const lanes = stuck.map(([lane]) => lane).sort((a, b) => a - b);
  return { state: 'degraded', reason: reasons.lanes(lanes, laneAgeSeconds) };
}

function configurationOf({ current, refused }: Runtime['configuration']): Finding {
  if (refused !== undefined) return { state: 'degraded', reason: reasons.refused(refused.number) };
  const problems = current.problems.length;
  return problems === 0 ? up : { state: 'degraded', reason: reasons.configuration(problems) };
}
