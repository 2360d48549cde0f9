import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ensureRabbitMq } from '../../../scripts/setup/install-rabbitmq.mjs';
import { startPostgres, type PrivatePostgres } from '../../../scripts/setup/postgres.mjs';
import {
  startRabbitMq,
  startRabbitMqCluster,
  type PrivateRabbitMq,
} from '../../../scripts/setup/rabbitmq.mjs';

import type { SmallDisk } from './small-disk.js';

export interface ServiceOptions {
  /** Nodes of RabbitMQ; 0 when there is none, as in the embedded edition. */
  readonly brokerNodes?: number;
  /** The database has its data there, and little room. */
  readonly disk?: SmallDisk;
}

/** A PostgreSQL and RabbitMQ nodes of our own, which can be killed. They serve many runs, one after the other. */
export class FaultServices {
  private constructor(
    readonly postgres: PrivatePostgres,
    readonly brokers: readonly PrivateRabbitMq[],
    readonly disk: SmallDisk | undefined,
  ) {}

  static async start(options: ServiceOptions = {}): Promise<FaultServices> {
    const { brokerNodes = 1, disk } = options;
    await ensureRabbitMq();
    const walMegabytes = disk === undefined ? 256 : 32;
    const settings = ['shared_buffers=64MB', `max_wal_size=${walMegabytes}MB`, 'min_wal_size=2MB'];
    const [postgres, brokers] = await Promise.all([
      startPostgres({ isDurable: true, parent: disk?.path, settings, walSegmentMegabytes: 1 }),
      brokerNodes === 1 ? startRabbitMq().then((node) => [node]) : startRabbitMqCluster(brokerNodes),
    ]);
    return new FaultServices(postgres, brokers, disk);
  }

  /** Starts the database if it has given up. */
  async reviveDatabase(): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    try {
      await client.connect();
    } catch {
      // only when it is gone for good there is nothing in its way
      await this.postgres.kill();
      await this.postgres.startAgain();
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** An empty database. */
  async database(): Promise<string> {
    const name = `faults_${randomBytes(6).toString('hex')}`;
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async stop(): Promise<void> {
    await this.brokers[0]?.stop();
    await this.postgres.stop();
  }
}
