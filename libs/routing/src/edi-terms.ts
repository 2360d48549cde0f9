import type { IssueCode } from '#libs/message';

/** A name in the envelope: UNB 0004 or 0010 with 0007, ISA06 or ISA08 with ISA05 or ISA07. */
export interface EdiIdentity {
  readonly id: string;
  /** Any qualifier when absent. */
  readonly qualifier?: string;
}

/** What is agreed with a partner that speaks EDI, about its interchanges as a whole. */
export interface EdiTerms {
  /** Who the partner is in its interchanges. */
  readonly identities: readonly EdiIdentity[];
  /** Who we are towards it: the recipient of its interchanges, the sender of ours. */
  readonly own: EdiIdentity;
  readonly batch: EdiBatchTerms;
  readonly acknowledge: EdiAcknowledgementTerms;
  /** What happens to an interchange that calls itself a test (UNB 0035 = 1, ISA15 = T). */
  readonly test: 'validate' | 'refuse';
  /** Severity of faults of the envelope; those of messages are in their agreements. */
  readonly tolerance: Tolerance;
  readonly expect: {
    /** ISO 8601 duration: how soon an interchange of ours must be acknowledged; never when absent. */
    readonly acknowledgementWithin?: string;
    /** What ends the waiting: that the interchange has arrived, or (default) what became of its messages. */
    readonly answer?: 'receipt' | 'content';
  };
}

/** VAL-5: whether the messages of an interchange travel apart, and what one wrong message takes down with it. */
export interface EdiBatchTerms {
  readonly interchange: 'split' | 'keep';
  readonly refuse: 'message' | 'interchange';
}

/** Which answers the partner wants to its interchanges; none unless it asks. */
export interface EdiAcknowledgementTerms {
  readonly edifact: {
    /** `receipt`: the receipt of the interchange (UCI 8) first, then what became of it. */
    readonly contrl: 'receipt' | 'always' | 'refusals' | 'never';
    readonly aperak: 'refusals' | 'never';
  };
  readonly x12: {
    /** `requested`: when the interchange asks for it (ISA14 = 1). */
    readonly ta1: 'always' | 'refusals' | 'requested' | 'never';
    readonly functional: '997' | '999' | 'never';
  };
}

/**
 * Severity of single codes: tolerance is agreed, never guessed (VAL-4). `repair`: what is certainly meant is taken in place of
 * what came, and the change is recorded; where that is not possible the fault keeps its severity.
 */
export type Tolerance = Readonly<Partial<Record<IssueCode, 'error' | 'warning' | 'repair'>>>;

/** Faults that can be repaired: of a trailer that the codec counted itself, or of how a value is written. */
export const repairableCodes = [
  'edi-count-mismatch',
  'edi-reference-mismatch',
  'edi-value-too-long',
  'edi-value-characters',
  'edi-date-invalid',
  'edi-value-not-agreed',
  'code-not-listed',
] as const satisfies readonly IssueCode[];
