import type { StageName, StageWatch } from '#libs/journey';
import { nowMs, type Metrics, type Span } from '#libs/telemetry';

interface Timing {
  readonly stage: StageName;
  readonly startMs: number;
  readonly endMs: number;
}

/** Times the stages of one message. */
export class MessageWatch implements StageWatch {
  readonly timings: Timing[] = [];

  constructor(
    readonly span: Span,
    readonly attempt: number,
    private readonly metrics: Metrics,
  ) {}

  stage<Result>(stage: StageName, work: () => Result): Result {
    const startMs = nowMs();
    try {
      return work();
    } catch (error) {
      this.metrics.journeyErrors.inc({ stage });
      this.span.end({ error: `${stage} failed` });
      throw error;
    } finally {
      this.timings.push({ stage, startMs, endMs: nowMs() });
    }
  }

  /** Milliseconds of each stage, to the microsecond. */
  get stagesMs(): Record<string, number> {
    return Object.fromEntries(
      this.timings.map(({ stage, startMs, endMs }) => [stage, Math.round((endMs - startMs) * 1_000) / 1_000]),
    );
  }
}
