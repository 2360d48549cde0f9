import type { ReceivedMessage, SettledOutcome } from './outcome.js';
import type { BatchCounts } from './ports.js';

/** The stages of `examine`, in their order. */
export const stageNames = ['identify', 'decode', 'validate', 'map', 'address'] as const;
export type StageName = (typeof stageNames)[number];

/** Sees the stages of one message. It does the work that it is given, exactly once, and gives back what came of it. */
export interface StageWatch {
  stage<Result>(name: StageName, work: () => Result): Result;
}

/** Sees what is examined and committed together: the messages of one call, or some records of a batch. */
export interface GroupWatch {
  /** A message sets out. `message` goes on in its place: it may carry another trace context. */
  begin(message: ReceivedMessage): { readonly message: ReceivedMessage; readonly watch: StageWatch };
  /** Does the commit; what it gives is final, and holds the messages that were still waiting. */
  commit(work: () => Promise<readonly SettledOutcome[]>): Promise<readonly SettledOutcome[]>;
}

/** Whoever wants figures, traces or log lines of journeys implements this; the journey itself knows of none of them. */
export interface JourneyObserver {
  /** @param batch the file whose records these are */
  group(batch?: ReceivedMessage): GroupWatch;
  /** A batch was read to its end, or as far as it could be read, and that is committed. */
  batchRead(outcome: SettledOutcome, records: BatchCounts): void;
}

export const unwatched: StageWatch = { stage: (_, work) => work() };

/** Sees nothing, and costs nothing. */
export const noObserver: JourneyObserver = {
  group: () => ({ begin: (message) => ({ message, watch: unwatched }), commit: (work) => work() }),
  batchRead: () => undefined,
};
