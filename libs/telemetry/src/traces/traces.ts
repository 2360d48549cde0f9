import type { TraceContext } from '#libs/message';

export type SpanKind = 'internal' | 'server' | 'producer' | 'consumer';
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanStart {
  /** `internal` when not said. */
  readonly kind?: SpanKind;
  /** What this is a part of, in whatever process; without one it is the root of a new trace. */
  readonly parent?: TraceContext;
  /** What it belongs to without being a part of it. */
  readonly links?: readonly TraceContext[];
  readonly attributes?: Attributes;
  /** Milliseconds since 1970, with fractions; now when not said. */
  readonly startMs?: number;
}

export interface SpanEnd {
  readonly attributes?: Attributes;
  /** Marks the span as failed. No content of messages. */
  readonly error?: string;
  readonly endMs?: number;
}

/** One step of a trace, under way. */
export interface Span {
  /** Handed on to whoever continues; when nothing is traced, it is what the span was given as its parent. */
  readonly context: TraceContext;
  /** False: whatever is told to it goes nowhere, so there is no need to collect it. */
  readonly isRecorded: boolean;
  /** A part of this one that is over. */
  part(name: string, startMs: number, endMs: number, end?: SpanEnd & Pick<SpanStart, 'links'>): void;
  end(end?: SpanEnd): void;
}

/** Where spans are begun. Contexts go from hand to hand as values; nothing is read from the surroundings. */
export interface Traces {
  readonly isOn: boolean;
  start(name: string, start?: SpanStart): Span;
  /** Sends what is still here. */
  close(): Promise<void>;
}

/** Traces nothing and hands contexts on as they came. */
export const noTraces: Traces = {
  isOn: false,
  start: (_, { parent = {} } = {}) => ({
    context: parent,
    isRecorded: false,
    part: () => undefined,
    end: () => undefined,
  }),
  close: async () => undefined,
};

/** Now in milliseconds since 1970, with fractions, never going back. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
