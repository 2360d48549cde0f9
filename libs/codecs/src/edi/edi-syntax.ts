/** One character each, as the interchange itself declares them. Absent: the interchange has no such character. */
export interface EdiSeparators {
  readonly segment: string;
  readonly element: string;
  readonly component: string;
  readonly repetition?: string;
  /** EDIFACT only: takes the next character as data. */
  readonly release?: string;
}

/** How one interchange is written; with it and the segments' spans the bytes come back exactly. */
export interface EdiSyntax {
  /** EDIFACT: UNB 0002, '1' to '4'; X12: ISA12, such as '00401'. */
  readonly version: string;
  /** EDIFACT: UNB 0001, such as 'UNOC'. */
  readonly level?: string;
  readonly separators: EdiSeparators;
  /** Every decimal mark that numbers may have: '.', ',' or '.,'. */
  readonly decimalMarks: string;
  readonly charset: string;
  /** What stands before the first segment: byte order mark, line ends, UNA; one character per byte. */
  readonly lead: string;
}
