import type { ChannelName, Issue } from '#libs/message';
import type { SettledVerdict } from '../outcome.js';
import type { EdiFormat } from './message-head.js';

/** Which interchange of which file. */
export interface InterchangeId {
  /** The journal's id of the file. */
  readonly messageId: string;
  /** Counts from 1 in the file. */
  readonly interchange: number;
}

/** The control reference of an interchange: only one may have it. Tests have references of their own. */
export interface InterchangeClaim extends InterchangeId {
  readonly partner: string;
  readonly syntax: EdiFormat;
  readonly isTest: boolean;
  /** Control reference with sender and recipient. */
  readonly reference: string;
  /** Of the bytes of this interchange. */
  readonly sha256: string;
}

/**
 * Who has the reference: this interchange, from now on (`fresh`) or since before (`held`), or another one with the same
 * bytes (`repeated`) or with others (`conflict`).
 */
export interface InterchangeStanding {
  readonly kind: 'fresh' | 'held' | 'repeated' | 'conflict';
  readonly holder: InterchangeId;
}

/** What interchanges need of the journal in one transaction. */
export interface InterchangeUnit {
  /** @returns one standing for each claim, in their order */
  claimInterchanges(claims: readonly InterchangeClaim[]): Promise<InterchangeStanding[]>;
  /** Gives up references of interchanges of which nothing was kept: corrected ones may come under them. */
  releaseInterchanges(claims: readonly InterchangeClaim[]): Promise<void>;
  /** Puts the acknowledgements of an interchange on their way once more, byte for byte. */
  repeatAcknowledgements(of: InterchangeId, to: RepeatTo): Promise<void>;
}

/** The interchange that is answered anew, in which request, and over which channel. */
export interface RepeatTo extends InterchangeId {
  readonly correlationId?: string;
  readonly over?: ChannelName;
}

/** A message of an interchange that was committed before. */
export interface RecordedMessage {
  readonly sequence: number;
  readonly verdict: SettledVerdict;
  readonly issues: readonly Issue[];
}
