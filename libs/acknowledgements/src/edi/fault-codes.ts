/** The codes of one kind of fault in every acknowledgement. A level without a code is told by its action alone. */
export interface FaultCodes {
  /** CONTRL, data element 0085 of syntax 4. */
  readonly contrl: string;
  /** TA105; absent: what is wrong with an element of ISA or IEA tells it. */
  readonly ta1?: string;
  /** AK905, AK502 (data elements 716, 718), as of 005010. */
  readonly group?: string;
  readonly set?: string;
  /** AK304 (720) of a fault of the segment, AK403 (723) of a fault of an element, as of 005010. */
  readonly segment: string;
  readonly element: string;
  /** 999: IK304 or IK403 when it is a partner's guide that asks for it, not the standard. */
  readonly guide?: string;
  /** CONTRL answers this fault at the level above the segment at which it is seen. */
  readonly level?: 'interchange' | 'group';
}
