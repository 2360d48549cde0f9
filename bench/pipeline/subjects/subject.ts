/** Something that takes orders over HTTP and publishes them: what is measured. */
export interface Subject {
  readonly name: string;
  /** Where orders are posted. */
  readonly url: string;
  readonly token?: string;
  /** Default: application/xml. */
  readonly contentType?: string;
  /** Where it publishes; absent when it only takes in. */
  readonly published?: { readonly exchange: string; readonly pattern: string };
  /** Ids of its own processes. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

export interface Services {
  readonly databaseUrl: string;
  readonly amqpUrl: string;
  /** A folder for CPU profiles of our processes; they cost some speed. */
  readonly profiles?: string;
}
