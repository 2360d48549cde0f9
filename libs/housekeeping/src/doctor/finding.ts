import type { DataSource } from 'typeorm';
import type { AnswerDeadline } from '#libs/journal';
import type { CanonicalEffect } from '#libs/journey';
import type { QueueFacts } from '#libs/transport';
import type { FindingKind } from './finding-kinds.js';

/** Things of one kind that have no next action of their own, or will soon have none. */
export interface Finding {
  readonly kind: FindingKind;
  readonly count: number;
  /** Ids or names of some of them. */
  readonly examples: readonly string[];
  /** The oldest of them, when that can be told. */
  readonly since?: string;
  /** How many have been given a next action. */
  readonly healed: number;
}

export interface DoctorReport {
  readonly at: string;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
  /** Everything that came before this id has been held against the store. */
  readonly storeCheckedTo?: string;
}

/** What the checks look at. */
export interface Examination {
  readonly dataSource: DataSource;
  readonly nowMs: number;
  /** How long something may be on its way before anybody asks. */
  readonly patienceMs: number;
  /** Whether what provably has no next action gets one. */
  readonly isHealing: boolean;
  /** How many lanes share the work. */
  readonly lanes: number;
  /** The queues as the transport sees them; undefined when it cannot be asked. */
  readonly queues: readonly QueueFacts[] | undefined;
  /** How a destination is reached now; absent when nobody knows, and then nothing is put back for a channel. */
  readonly wayOf?: (destination: string) => 'broker' | 'sent' | 'fetched';
  /** How far it has come with what is looked at once; a look takes it further. */
  readonly progress?: { storeCheckedTo?: string };
  /** How soon partners are to have our answers; absent when nothing is agreed. */
  readonly answerDeadlines?: readonly AnswerDeadline[];
  /** Those effects of which the store knows nothing; absent when there is no store to ask. */
  readonly missingEffects?: (effects: readonly CanonicalEffect[]) => Promise<readonly CanonicalEffect[]>;
}

export type Check = (examination: Examination) => Promise<readonly Finding[]>;

export const mostExamples = 10;

/** No finding when there is nothing. */
export function finding(
  kind: FindingKind,
  count: number,
  examples: readonly string[],
  more: { since?: Date | string | null; healed?: number } = {},
): Finding[] {
  if (count === 0) return [];
  const { since, healed = 0 } = more;
  return [
    {
      kind,
      count,
      examples: examples.slice(0, mostExamples),
      healed,
      ...(since === undefined || since === null ? {} : { since: new Date(since).toISOString() }),
    },
  ];
}
