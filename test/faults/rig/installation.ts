import type { InterruptibleProxy } from '../../../libs/transport/test/interruptible-proxy.js';
import type { Mailbox } from './inbox.js';
import type { KeptProcess } from './kept-process.js';
import type { PartnerEndpoint } from './partner/partner-endpoint.js';
import type { FaultServices } from './services.js';

export interface Member {
  readonly process: KeptProcess;
  /** Before its database and its brokers; nobody else goes through them. The embedded edition has its database inside. */
  readonly database?: InterruptibleProxy;
  readonly brokers: readonly InterruptibleProxy[];
  /** Before its HTTP port, when it has one. */
  readonly door?: InterruptibleProxy;
  /** Its clock is wrong by so much. */
  setClock(offsetMs: number): void;
}

/** What is disturbed and audited, whatever its edition. */
export interface Installation {
  /** The embedded edition has none but its own. */
  readonly services: FaultServices | undefined;
  /** Where the database is now. */
  readonly databaseUrl: string;
  readonly brokerUrls: readonly string[];
  readonly prefix: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** Those that take in, and those that work; a hub is both. */
  readonly gateways: readonly Member[];
  readonly workers: readonly Member[];
  readonly members: readonly Member[];
  /** Where clients reach the gateways. */
  readonly doors: readonly string[];
  readonly inbox: Mailbox;
  /** To which orders are pushed, when there is one. */
  readonly partner?: PartnerEndpoint;
  /** Whether somebody reads the canonical messages. */
  readonly hasCanonicalReader: boolean;
  /** How many lanes there have been at most. */
  lanes: number;
  stop(): Promise<void>;
}
