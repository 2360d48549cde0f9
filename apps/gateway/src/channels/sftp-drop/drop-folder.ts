/** A file as a partner sees it. */
export interface DropEntry {
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

/** A file that a partner has opened. */
export interface OpenFile {
  entry(): DropEntry;
  /** Undefined behind the end. */
  read(offset: number, length: number): Promise<Buffer | undefined>;
  write(offset: number, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** One of the two folders that a partner sees. Every method throws a `DropRefusal` for what it does not do. */
export interface DropFolder {
  list(): Promise<readonly DropEntry[]>;
  find(name: string): Promise<DropEntry | undefined>;
  open(name: string, toWrite: boolean): Promise<OpenFile>;
  remove(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** The session is over. */
  end(): Promise<void>;
}
