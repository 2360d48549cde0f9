import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Outbox, outboxChannel } from '#libs/journal';
import type { Journeys } from '#libs/journey';
import { DatabaseListener, keepPartitions, SingleOwner, type Runtime } from '#libs/runtime';
import { OutboxRelay } from './outbox-relay.js';

const partitionsEveryMs = 3_600_000;

/**
 * Runs the outbox relay in one worker of all, and makes the coming days' partitions. When the worker is to stop, it ends
 * the flow from its source: batches stop at their next commit, the relay hands over nothing new, and the transport gives
 * back what no handler has finished.
 */
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RelayService.name);
  private readonly relay: OutboxRelay;
  private readonly owner: SingleOwner;
  private readonly listener: DatabaseListener;
  private housekeeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly journeys: Journeys,
  ) {
    const { dataSource, settings, transport } = runtime;
    const report = (error: unknown): void =>
      this.logger.warn(error instanceof Error ? error.message : String(error));
    this.relay = new OutboxRelay(new Outbox(dataSource, settings.lanes), transport, report);
    this.owner = new SingleOwner(settings.databaseUrl, 'bianzu-relay', {
      gained: () => this.relay.start(),
      lost: () => void this.relay.stop(),
      report,
    });
    this.listener = new DatabaseListener(settings.databaseUrl, report);
    this.listener.on(outboxChannel, () => this.relay.call());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.open();
    this.owner.open();
    this.housekeeping = setInterval(() => {
      keepPartitions(this.runtime.dataSource).catch((error: unknown) => this.logger.error(error));
    }, partitionsEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.housekeeping);
    this.journeys.stop();
    const handedOver = this.relay.stop();
    await this.runtime.transport.close();
    await handedOver;
    await this.owner.close();
    await this.listener.close();
  }
}
