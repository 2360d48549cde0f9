import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Outbox, outboxChannel } from '#libs/journal';
import type { Journeys } from '#libs/journey';
import { DatabaseListener, SingleOwner, type Runtime } from '#libs/runtime';
import { OutboxRelay } from './outbox-relay.js';
import { HandoverTelemetry } from './telemetry/handover-telemetry.js';

/**
 * Runs the outbox relay in one worker of all. When the worker is to stop, it ends the flow from its source: batches stop at their next commit, the relay hands over nothing new, and the transport gives
 * back what no handler has finished.
 */
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RelayService.name);
  private readonly relay: OutboxRelay;
  private readonly owner: SingleOwner;
  private readonly listener: DatabaseListener;

  constructor(
    private readonly runtime: Runtime,
    private readonly journeys: Journeys,
  ) {
    const { configuration, dataSource, settings, telemetry, transport } = runtime;
    const { relayActive } = telemetry.metrics;
    relayActive.set(0);
    const report = (error: unknown): void =>
      this.logger.warn(error instanceof Error ? error.message : String(error));
    const outbox = new Outbox(dataSource, settings.lanes);
    const observer = new HandoverTelemetry(telemetry, configuration);
    this.relay = new OutboxRelay(outbox, transport, report, {}, observer);
    this.owner = new SingleOwner(settings.databaseUrl, 'bianzu-relay', {
      gained: () => {
        relayActive.set(1);
        this.relay.start();
      },
      lost: () => {
        relayActive.set(0);
        void this.relay.stop();
      },
      report,
    });
    this.listener = new DatabaseListener(settings.databaseUrl, report);
    this.listener.on(outboxChannel, () => this.relay.call());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.open();
    this.owner.open();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.journeys.stop();
    const handedOver = this.relay.stop();
    await this.runtime.transport.close();
    await handedOver;
    await this.owner.close();
    await this.listener.close();
  }
}
