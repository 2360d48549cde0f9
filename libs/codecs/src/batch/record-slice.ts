/** The bytes of one record of a batch, with its line end, and where it lay. */
export interface RecordSlice {
  readonly bytes: Uint8Array;
  /** In bytes from 0 in the whole batch. */
  readonly offset: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** Behind this, the record went on for too long. */
  readonly isCut: boolean;
}

/** Whether a record consists of nothing but a line end. */
export function isBlank(record: RecordSlice): boolean {
  return (
    record.bytes.length <= 4 && record.bytes.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d)
  );
}

export const defaultMaxRecordBytes = 1_048_576;
